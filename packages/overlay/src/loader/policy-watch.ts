import type { PolicyViolation } from '../panel-message.ts'

/** What the page's Content-Security-Policy kept out, of ours and of the app's. */
export interface PolicyWatch {
  readonly list: () => readonly PolicyViolation[]
  readonly close: () => void
}

const LIMIT = 50

export function createPolicyWatch(
  document: Document,
  url: string,
  onViolation: () => void,
): PolicyWatch {
  const found = new Map<string, PolicyViolation>()
  const { host } = new URL(url)
  const onEvent = (event: SecurityPolicyViolationEvent): void => {
    const directive = event.effectiveDirective
    const blocked = event.blockedURI.slice(0, 300)
    const key = `${directive} ${blocked}`
    const before = found.get(key)
    if (before === undefined && found.size >= LIMIT) return
    const isOurs = blocked.includes('__footlight') || blocked.includes(`${host}/__footlight`)
    found.set(key, { directive, blocked, isOurs, count: (before?.count ?? 0) + 1 })
    onViolation()
  }
  document.addEventListener('securitypolicyviolation', onEvent)
  return {
    list: () => [...found.values()],
    close: () => document.removeEventListener('securitypolicyviolation', onEvent),
  }
}
