import type { PolicyViolation } from '../panel-message.ts'
import { readField } from './field.ts'

/** What the page's Content-Security-Policy kept out, of ours and of the app's. */
export interface PolicyWatch {
  readonly list: () => readonly PolicyViolation[]
  readonly close: () => void
}

const LIMIT = 50

/**
 * Browsers that keep reports also tell of what was blocked before anyone listened; the others tell
 * from now on.
 */
export function createPolicyWatch(
  window: Window & typeof globalThis,
  onViolation: () => void,
): PolicyWatch {
  const { document } = window
  const found = new Map<string, PolicyViolation>()
  const add = (report: unknown): void => {
    const directive = String(readField(report, 'effectiveDirective'))
    const blocked = String(readField(report, 'blockedURL') ?? readField(report, 'blockedURI'))
    const key = `${directive} ${blocked}`.slice(0, 300)
    const before = found.get(key)
    if (before === undefined && found.size >= LIMIT) return
    found.set(key, {
      directive,
      blocked: blocked.slice(0, 300),
      isOurs: blocked.includes('__footlight'),
      count: (before?.count ?? 0) + 1,
    })
    onViolation()
  }

  if ('ReportingObserver' in window) {
    const observer = new window.ReportingObserver(
      (reports) => {
        for (const { body } of reports) add(body)
      },
      { types: ['csp-violation'], buffered: true },
    )
    observer.observe()
    return { list: () => [...found.values()], close: () => observer.disconnect() }
  }
  document.addEventListener('securitypolicyviolation', add)
  return {
    list: () => [...found.values()],
    close: () => document.removeEventListener('securitypolicyviolation', add),
  }
}
