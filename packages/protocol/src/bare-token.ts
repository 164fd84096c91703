/**
 * Integers beyond 2^53 outside strings become strings, so that `JSON.parse` keeps every digit:
 * vendors send nanoseconds, query ids and 64-bit trace ids as bare numbers, under any name.
 */
export function quoteLongIntegers(text: string): string {
  if (!/\d{16}/.test(text)) return text
  let out = ''
  let at = 0
  while (at < text.length) {
    const quote = text.indexOf('"', at)
    const start = quote === -1 ? text.length : quote
    out += text.slice(at, start).replace(LONG_INTEGER, quoteUnsafe)
    at = toStringEnd(text, start)
    out += text.slice(start, at)
  }
  return out
}

/** Not the digits of a fraction or an exponent. */
const LONG_INTEGER = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g

function quoteUnsafe(digits: string): string {
  return Number.isSafeInteger(Number(digits)) ? digits : `"${digits}"`
}

/** Behind the quote that closes the string which opens at `start`. */
function toStringEnd(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1)
  while (quote !== -1 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1)
  return quote === -1 ? text.length : quote + 1
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}
