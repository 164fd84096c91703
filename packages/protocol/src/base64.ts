const ALPHABET = /^[A-Za-z0-9+/]+={0,2}$/

/**
 * The bytes of a base64 text in either alphabet; `undefined` when it is none. A space stands where
 * a query string was decoded that had a bare `+`; line breaks come from encoders made for mail.
 */
export function readBase64(text: string): Uint8Array | undefined {
  const plain = text
    .trim()
    .replace(/[\r\n\t]+/g, '')
    .replaceAll(' ', '+')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
  if (!ALPHABET.test(plain)) return undefined
  try {
    return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
