/** Letters that take two columns: East Asian wide and full-width forms, and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u

/** What takes none: accents put on nothing, and joiners that join nothing. */
const NONE = /^(?:\p{Mn}|\p{Me}|\p{Cf})+$/u

/** In ASCII every character is one column: most text is counted without looking at it. */
const PLAIN = /^[\x20-\x7e]*$/

let known: Intl.Segmenter | undefined

/** Made when it is needed: that takes 9 ms, a tenth of a command's start. */
function toSegments(text: string): Intl.Segments {
  known ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return known.segment(text)
}

/** How many columns of a terminal a text takes. */
export function toDisplayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const { segment } of toSegments(text)) width += toGraphemeWidth(segment)
  return width
}

/** The text cut to so many columns, with a mark where something is missing. */
export function toCutText(text: string, columns: number): string {
  // No terminal shows more letters than columns: the rest need not be measured.
  const looked = text.slice(0, columns * 8 + 8)
  if (looked.length === text.length && toDisplayWidth(text) <= columns) return text
  if (columns < 1) return ''
  if (PLAIN.test(looked)) return `${looked.slice(0, columns - 1)}…`
  let width = 0
  let out = ''
  for (const { segment } of toSegments(looked)) {
    width += toGraphemeWidth(segment)
    if (width > columns - 1) break
    out += segment
  }
  return `${out}…`
}

export function toPadded(text: string, columns: number, isRight = false): string {
  const blanks = ' '.repeat(Math.max(columns - toDisplayWidth(text), 0))
  return isRight ? blanks + text : text + blanks
}

function toGraphemeWidth(grapheme: string): number {
  if (WIDE.test(grapheme)) return 2
  return NONE.test(grapheme) ? 0 : 1
}
