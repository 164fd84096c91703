import { defaultChord, isPressed, readChord } from './chord.ts'
import type { Chord } from './chord.ts'
import { noteOwnEvent } from './own-events.ts'

/** Waits for the one key that is ours. */
export interface ChordWatch {
  readonly text: () => string
  /** Undefined, or no chord: the default. */
  readonly set: (text: string | undefined) => void
  /** Keys of the panel's frame: there it acts in fields as well, being no app's. */
  readonly onFrameKey: (event: KeyboardEvent) => void
  readonly close: () => void
}

export function createChordWatch(
  window: Window & typeof globalThis,
  first: string | undefined,
  onPress: () => void,
): ChordWatch {
  let text = ''
  let chord: Chord | undefined

  const set = (next: string | undefined): void => {
    text = next ?? defaultChord
    chord = readChord(text)
    if (chord === undefined) set(defaultChord)
  }
  set(first)

  const onFrameKey = (event: KeyboardEvent): void => {
    if (chord === undefined || !isPressed(chord, event)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    noteOwnEvent(event)
    onPress()
  }
  const onKey = (event: KeyboardEvent): void => {
    if (!isTyping(event)) onFrameKey(event)
  }
  // Before the app's own, which may stop every key.
  window.addEventListener('keydown', onKey, true)
  return {
    text: () => text,
    set,
    onFrameKey,
    close: () => window.removeEventListener('keydown', onKey, true),
  }
}

function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath()
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.matches(
      'textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"], [type="range"])',
    )
  )
}
