/**
 * What must not reach a terminal, a table or an agent as it is: escape sequences, marks that turn
 * text around, invisible letters (the tag block can carry a whole instruction), line separators and
 * halves of characters. The joiners stay: emoji and Persian are made with them.
 */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const UNSAFE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

const NAMES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Text of telemetry on one line, with everything in it to be seen. */
export function toVisibleText(text: string): string {
  return text.replace(UNSAFE, (character) => NAMES[character] ?? toEscape(character))
}

/** The same for text that may keep its lines. */
export function toVisibleLines(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(UNSAFE, (character) =>
      character === '\n' || character === '\t' ? character : toEscape(character),
    )
}

function toEscape(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16)
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
}
