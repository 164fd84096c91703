/** A key with its modifiers, by the place of the key on the keyboard (`event.code`) and not by what is printed on it. */
export interface Chord {
  readonly code: string
  readonly isCtrl: boolean
  readonly isAlt: boolean
  readonly isShift: boolean
  readonly isMeta: boolean
}

/**
 * What opens the panel unless told otherwise: Control, Shift and the key two to the right of L, on
 * every system.
 *
 * - Letters with Control or Command and Shift are all but used up: Chrome, Edge, Firefox and Safari
 *   have 20 of 26 (L is Safari's sidebar and Edge's paste and search, K Firefox's console, U a
 *   code point under IBus, X the direction of text in Firefox).
 * - Alt types characters on macOS and opens menus on Windows; Alt and Shift together change the
 *   keyboard layout on Windows and GNOME; Control and Alt are AltGr on Windows and VoiceOver's keys
 *   on macOS.
 * - Of the other keys, comma and full stop are Edge's (vertical tabs, sidebar), `;` and `.` open the
 *   emoji picker of GTK, the key left of 1 opens the menu of several input methods, backslash is
 *   Safari's tab overview and a password manager's, digits are screenshots on macOS.
 * - Quote is left: no dead key acts under Control, and every common layout has a key there (`ä`,
 *   `ù`, `´`, `:`).
 */
export const defaultChord = 'Ctrl+Shift+Quote'

export function readChord(text: string): Chord | undefined {
  const parts = text.split('+')
  const code = parts.pop() ?? ''
  const modifiers = new Set(parts)
  const isKnown = parts.every((part) => ['Ctrl', 'Alt', 'Shift', 'Meta'].includes(part))
  // A bare key, or one with Shift alone, would take what the app is typed to.
  const isBare = !['Ctrl', 'Alt', 'Meta'].some((part) => modifiers.has(part))
  if (!isKnown || (isBare && !/^F\d+$/.test(code)) || !/^[A-Z]\w{1,20}$/.test(code))
    return undefined
  return {
    code,
    isCtrl: modifiers.has('Ctrl'),
    isAlt: modifiers.has('Alt'),
    isShift: modifiers.has('Shift'),
    isMeta: modifiers.has('Meta'),
  }
}

type Pressed = Pick<
  KeyboardEvent,
  'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey' | 'repeat' | 'isComposing'
>

export function isPressed(chord: Chord, event: Pressed): boolean {
  return (
    event.code === chord.code &&
    event.ctrlKey === chord.isCtrl &&
    event.altKey === chord.isAlt &&
    event.shiftKey === chord.isShift &&
    event.metaKey === chord.isMeta &&
    !event.repeat &&
    !event.isComposing
  )
}
