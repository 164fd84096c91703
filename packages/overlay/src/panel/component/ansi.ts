/** A piece of terminal output with its look. */
export interface AnsiPiece {
  readonly text: string
  /** Of `ansi-*`: colours, bold, dim, underline. */
  readonly classes: readonly string[]
}

const COLORS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const

// Colour and style; cursor movement and other sequences; links and titles of terminals.
const SEQUENCE =
  // oxlint-disable-next-line no-control-regex -- terminals speak in control characters
  /\u001b\[([\d;:]*)m|\u001b\[[\d;?]*[A-Za-ln-z]|\u001b\][^\u0007\u001b]{0,2000}(?:\u0007|\u001b\\)|\u001b[()][A-Z0-9]/g

export function hasAnsi(text: string): boolean {
  return text.includes('\u001b[')
}

/** Terminal output as pieces: colours become classes, everything else that is not text leaves. */
export function toAnsiPieces(text: string): readonly AnsiPiece[] {
  const pieces: AnsiPiece[] = []
  let look = plain
  let at = 0
  const add = (end: number): void => {
    if (end > at) pieces.push({ text: text.slice(at, end), classes: toClasses(look) })
  }
  for (const found of text.matchAll(SEQUENCE)) {
    add(found.index)
    at = found.index + found[0].length
    if (found[1] !== undefined) look = applyCodes(look, found[1])
  }
  add(text.length)
  return pieces
}

export function toPlainText(text: string): string {
  return hasAnsi(text) ? text.replace(SEQUENCE, '') : text
}

interface Look {
  readonly color: string | undefined
  readonly isBold: boolean
  readonly isDim: boolean
  readonly isItalic: boolean
  readonly isUnderlined: boolean
}

const plain: Look = {
  color: undefined,
  isBold: false,
  isDim: false,
  isItalic: false,
  isUnderlined: false,
}

function toClasses({ color, isBold, isDim, isItalic, isUnderlined }: Look): readonly string[] {
  return [
    ...(color === undefined ? [] : [`ansi-${color}`]),
    ...(isBold ? ['ansi-bold'] : []),
    ...(isDim ? ['ansi-dim'] : []),
    ...(isItalic ? ['ansi-italic'] : []),
    ...(isUnderlined ? ['ansi-underline'] : []),
  ]
}

function applyCodes(before: Look, text: string): Look {
  const codes = text === '' ? [0] : text.split(/[;:]/).map(Number)
  let look = before
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0
    if (code === 38 || code === 48) {
      // A colour of the palette takes one number more, one of sixteen million three.
      const width = codes[index + 1] === 5 ? 2 : 4
      const color = code === 38 && width === 2 ? toPaletteColor(codes[index + 2] ?? 7) : undefined
      if (color !== undefined) look = { ...look, color }
      index += width
    } else look = applyCode(look, code)
  }
  return look
}

function applyCode(look: Look, code: number): Look {
  if (code === 0) return plain
  if (code === 1) return { ...look, isBold: true }
  if (code === 2) return { ...look, isDim: true }
  if (code === 3) return { ...look, isItalic: true }
  if (code === 4) return { ...look, isUnderlined: true }
  if (code === 22) return { ...look, isBold: false, isDim: false }
  if (code === 23) return { ...look, isItalic: false }
  if (code === 24) return { ...look, isUnderlined: false }
  if (code === 39) return { ...look, color: undefined }
  if (code >= 30 && code <= 37) return { ...look, color: COLORS[code - 30] }
  if (code >= 90 && code <= 97) return { ...look, color: COLORS[code - 90] }
  return look
}

function toPaletteColor(number: number): string | undefined {
  if (number < 16) return COLORS[number % 8]
  if (number >= 232) return number < 244 ? 'black' : 'white'
  const place = number - 16
  const bits =
    (Math.floor(place / 36) > 2 ? 1 : 0) +
    (Math.floor(place / 6) % 6 > 2 ? 2 : 0) +
    (place % 6 > 2 ? 4 : 0)
  return COLORS[bits]
}
