/**
 * Runs what was planned at most once a frame, the latest wins: ten thousand changes a second are
 * sixty. A hidden page has no frames, so there it is a slow timer.
 */
export interface FrameBatch {
  readonly plan: (key: object, run: () => void) => void
  readonly drop: (key: object) => void
}

const HIDDEN_PAUSE = 500

export function createFrameBatch(window: Window): FrameBatch {
  const planned = new Map<object, () => void>()
  let isPlanned = false

  const run = (): void => {
    isPlanned = false
    const due = [...planned.values()]
    planned.clear()
    for (const each of due) each()
  }

  return {
    plan: (key, each) => {
      planned.set(key, each)
      if (isPlanned) return
      isPlanned = true
      if (window.document.hidden) window.setTimeout(run, HIDDEN_PAUSE)
      else window.requestAnimationFrame(run)
    },
    drop: (key) => planned.delete(key),
  }
}
