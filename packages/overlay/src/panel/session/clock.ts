import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'

/** The time that ages are counted from. It moves once a second, and not at all in a hidden page. */
export interface Clock {
  readonly now: ReadonlySignal<number>
  readonly close: () => void
}

export function createClock(window: Window): Clock {
  const now = signal(Date.now())
  const tick = (): void => {
    if (!window.document.hidden) now.value = Date.now()
  }
  const timer = window.setInterval(tick, 1000)
  window.document.addEventListener('visibilitychange', tick)
  return {
    now,
    close: () => {
      window.clearInterval(timer)
      window.document.removeEventListener('visibilitychange', tick)
    },
  }
}
