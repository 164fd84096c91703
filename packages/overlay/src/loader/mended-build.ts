import { readField } from './field.ts'
import type { Wire } from './wire.ts'

/** Waits for the save that mends a build. */
export interface MendedBuild {
  /** A build failed, now. */
  readonly fail: () => void
  readonly close: () => void
}

/** A save that does not mend it fails by then, and is told as the next failure. */
const DELAY = 800

export function createMendedBuild(window: Window, wire: Wire, onMended: () => void): MendedBuild {
  let failedAt = Infinity
  let timer: number | undefined
  let isFollowing = false

  const follow = (): void => {
    if (isFollowing) return
    isFollowing = true
    wire.follow('edits', { limit: '1' }, ([newest]) => {
      const isApplied = readField(newest, 'effect') !== 'none'
      if (!isApplied || Number(readField(newest, 'time')) <= failedAt) return
      window.clearTimeout(timer)
      timer = window.setTimeout(() => {
        failedAt = Infinity
        onMended()
      }, DELAY)
    })
  }

  return {
    fail: () => {
      window.clearTimeout(timer)
      failedAt = Date.now()
      follow()
    },
    close: () => window.clearTimeout(timer),
  }
}
