const LINE_FEED = 0x0a

/** Where the line ends in which `from` lies: at its line feed, or with the bytes. */
export function findLineEnd(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(LINE_FEED, from)
  return end === -1 ? bytes.length : end
}

/** A stretch of bytes, by where it begins and where it ends. */
export interface Piece {
  readonly start: number
  readonly end: number
}

/** The lines from `from` on, but for blank ones. One by one: a body may have a hundred million. */
export function* splitLines(bytes: Uint8Array, from = 0): Generator<Piece> {
  for (let start = from; start < bytes.length;) {
    const end = findLineEnd(bytes, start)
    if (!isBlank(bytes, start, end)) yield { start, end }
    start = end + 1
  }
}

/** Whether nothing but white space stands there. */
export function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isBlankByte(bytes[at])) return false
  return true
}

export function isBlankByte(byte: number | undefined): boolean {
  return byte === 0x20 || byte === LINE_FEED || byte === 0x0d || byte === 0x09
}
