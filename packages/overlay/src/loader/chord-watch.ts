import { defaultChord, isPressed, readChord } from './chord.ts'
import type { Chord } from './chord.ts'

/** Waits for the one key that is ours. */
export interface ChordWatch {
  readonly chord: () => Chord
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
  let text = defaultChord
  let chord = toChord(text)

  const set = (next: string | undefined): void => {
    text = next !== undefined && readChord(next) !== undefined ? next : defaultChord
    chord = toChord(text)
  }
  set(first)

  const onFrameKey = (event: KeyboardEvent): void => {
    if (!isPressed(chord, event)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    onPress()
  }
  const onKey = (event: KeyboardEvent): void => {
    if (!isTyping(event)) onFrameKey(event)
  }
  // Before the app's own, which may stop every key.
  window.addEventListener('keydown', onKey, true)
  return {
    chord: () => chord,
    text: () => text,
    set,
    onFrameKey,
    close: () => window.removeEventListener('keydown', onKey, true),
  }
}

function toChord(text: string): Chord {
  const chord = readChord(text)
  if (chord === undefined) throw new Error(`${text} is no chord`)
  return chord
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
