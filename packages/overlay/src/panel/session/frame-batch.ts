/**
 * Runs what comes alone at once, and what follows it at most once a frame, the latest wins: ten
 * thousand changes a second are sixty. A hidden page has no frames, so there it is a slow timer.
 */
export interface FrameBatch {
  readonly plan: (key: object, run: () => void) => void
  readonly drop: (key: object) => void
}

const HIDDEN_PAUSE = 500

export function createFrameBatch(window: Window): FrameBatch {
  const planned = new Map<object, () => void>()
  let isWaiting = false

  const wait = (): void => {
    isWaiting = true
    if (window.document.hidden) window.setTimeout(run, HIDDEN_PAUSE)
    else window.requestAnimationFrame(run)
  }
  const run = (): void => {
    isWaiting = false
    const due = [...planned.values()]
    planned.clear()
    if (due.length === 0) return
    wait()
    for (const each of due) each()
  }

  return {
    plan: (key, each) => {
      planned.set(key, each)
      if (!isWaiting) run()
    },
    drop: (key) => planned.delete(key),
  }
}
