/** What happened before anybody could listen, and the browser's own way to send. */
export interface Early {
  /** Before anyone put another in its place. */
  readonly fetch: typeof fetch
  /** Passes on what was kept, and what is thrown from now on; without a listener nothing is kept any more. */
  readonly takeErrors: (listener?: ThrownListener) => void
}

/** Of an error nobody caught, or of a promise nobody answered for. */
export type ThrownListener = (event: Event) => void

/** The first ones: what follows is mostly their consequence, and each keeps objects of the app alive. */
const LIMIT = 20

export function openEarly(window: Window & typeof globalThis): Early {
  let kept: Event[] = []
  let take: ThrownListener = (event) => {
    if (kept.length < LIMIT) kept.push(event)
  }
  const hear = (event: Event): void => take(event)
  const types = ['error', 'unhandledrejection']
  for (const type of types) window.addEventListener(type, hear)
  return {
    fetch: window.fetch.bind(window),
    takeErrors: (listener) => {
      const before = kept
      kept = []
      if (listener === undefined) {
        for (const type of types) window.removeEventListener(type, hear)
        return
      }
      take = listener
      for (const event of before) listener(event)
    },
  }
}
