/**
 * How many bytes a text is in UTF-8. Counted, since to encode a short one takes ten times as long, and
 * every name and value of a log's attributes is asked for.
 */
export function toUtf8Length(text: string): number {
  let size = text.length
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) continue
    if (unit < 0x800) {
      size += 1
      continue
    }
    size += 2
    // Two halves of a character beyond 16 bits are four bytes; a half alone is written as U+FFFD.
    if (isHigh(unit) && isLow(text.charCodeAt(at + 1))) at++
  }
  return size
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000
}
