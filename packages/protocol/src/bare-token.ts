/**
 * What stands outside the strings of JSON text and `JSON.parse` would lose or refuse: it is put in
 * quotes. Text within strings is stepped over, never looked at: it may say anything.
 */

/**
 * Integers beyond 2^53 become strings, so that every digit is kept: SDKs and vendors send ids,
 * nanoseconds and counts of 64 bits as bare numbers, under any name.
 */
export function quoteLongIntegers(text: string): string {
  return hasLongInteger(text) ? replaceBare(text, LONG_INTEGER, quoteUnsafe) : text
}

/** `NaN` and `Infinity`, which old Python SDKs call JSON. */
export function quoteBareWords(text: string): string {
  return replaceBare(text, /-?Infinity|NaN/g, (word) => `"${word}"`)
}

function replaceBare(text: string, pattern: RegExp, replace: (found: string) => string): string {
  const pieces: string[] = []
  let copied = 0
  let quote = findQuote(text, 0)
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    let stringEnd = 0
    while (quote < match.index) {
      stringEnd = toStringEnd(text, quote)
      quote = findQuote(text, stringEnd)
    }
    if (stringEnd > match.index) {
      pattern.lastIndex = stringEnd
      continue
    }
    pieces.push(text.slice(copied, match.index), replace(match[0]))
    copied = pattern.lastIndex
  }
  pieces.push(text.slice(copied))
  return pieces.join('')
}

/** The next quote from `at` on, or the end. */
function findQuote(text: string, at: number): number {
  const quote = text.indexOf('"', at)
  return quote === -1 ? text.length : quote
}

/** Not the digits of a fraction or an exponent. */
const LONG_INTEGER = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g

/** Fewer always fit into 2^53. */
const LONG = 16

/** What may stand before an integer. */
const BEFORE = ' \t\r\n[:,-'

/**
 * A run of so many digits has one at every sixteenth place, so that one character of sixteen is
 * looked at: a pattern that looks at all takes a third of the time of `JSON.parse`. Digits behind a
 * quote, such as all times of OTLP, or a point are passed over.
 */
function hasLongInteger(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(text.charCodeAt(at))) continue
    let start = at
    while (isDigit(text.charCodeAt(start - 1))) start--
    while (isDigit(text.charCodeAt(at))) at++
    if (at - start >= LONG && BEFORE.includes(text.charAt(start - 1))) return true
  }
  return false
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function quoteUnsafe(digits: string): string {
  return Number.isSafeInteger(Number(digits)) ? digits : `"${digits}"`
}

/** Behind the quote that closes the string which opens at `start`. */
function toStringEnd(text: string, start: number): number {
  let quote = findQuote(text, start + 1)
  while (quote < text.length && isEscaped(text, quote)) quote = findQuote(text, quote + 1)
  return quote + 1
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}
