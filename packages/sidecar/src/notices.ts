import type { Notice } from 'protocol'

/** What the person should know: shown in `health` and sent to everyone who watches, once each. */
export interface Notices {
  readonly add: (code: string, text: string, fix?: string) => void
  readonly list: () => readonly Notice[]
  /** Called with each notice from now on. */
  readonly listen: (listener: (notice: Notice) => void) => () => void
}

/** More would not be read; the oldest go first. */
const LIMIT = 100

export function createNotices(now: () => number): Notices {
  const known = new Map<string, Notice>()
  const listeners = new Set<(notice: Notice) => void>()
  return {
    add: (code, text, fix) => {
      const key = `${code} ${text}`
      if (known.has(key)) return
      const notice: Notice = { code, time: now(), text, fix }
      known.set(key, notice)
      const [oldest] = known.keys()
      if (known.size > LIMIT && oldest !== undefined) known.delete(oldest)
      for (const listener of listeners) listener(notice)
    },
    list: () => [...known.values()],
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
