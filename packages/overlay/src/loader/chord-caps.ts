import { readChord } from './chord.ts'

const signs: Readonly<Record<string, string>> = {
  Quote: "'",
  Backquote: '`',
  Backslash: '\\',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Semicolon: ';',
  BracketLeft: '[',
  BracketRight: ']',
  Minus: '-',
  Equal: '=',
}

/** The key caps, one text each; `nameOf` says what this keyboard has at that place, where a browser tells. */
export function toChordCaps(
  text: string,
  isMac: boolean,
  nameOf: (code: string) => string | undefined = () => undefined,
): readonly string[] {
  const chord = readChord(text)
  if (chord === undefined) return []
  const named = isMac ? ['⌃', '⌥', '⇧', '⌘'] : ['Ctrl', 'Alt', 'Shift', 'Win']
  const held = [chord.isCtrl, chord.isAlt, chord.isShift, chord.isMeta]
  const printed = nameOf(chord.code) ?? signs[chord.code] ?? chord.code.replace(/^Key|^Digit/, '')
  return [...named.filter((_name, index) => held[index]), printed.toUpperCase()]
}
