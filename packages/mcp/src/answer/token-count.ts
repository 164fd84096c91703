/**
 * Bytes of a token, on the safe side: prose has four or more, ids and code three, and languages that
 * are not Latin about one letter of three bytes.
 */
const BYTES = 3

export function toTokenCount(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES)
}
