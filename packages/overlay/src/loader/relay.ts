import type { Boot } from './boot.ts'
import { createChordWatch } from './chord-watch.ts'
import { createRemembered } from './remembered.ts'

/** What a frame of the page has instead of an overlay of its own. */
export interface Relay {
  readonly close: () => void
}

/**
 * Passes the chord on to the page around it, which alone shows something. What happens in the
 * frame reaches the sidecar as everything does, and the page from there.
 */
export function openRelay(
  window: Window & typeof globalThis,
  { project, chord: chosen }: Boot,
  answer: () => void,
): Relay {
  const remembered = createRemembered(window, project)
  const chord = createChordWatch(window, remembered.get().chord ?? chosen, () => {
    try {
      answer()
    } catch {
      // The page around it is of another origin.
    }
  })
  return {
    close: () => {
      chord.close()
      remembered.close()
    },
  }
}
