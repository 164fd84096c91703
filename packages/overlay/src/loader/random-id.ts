/** 32 hex digits. `crypto.randomUUID` is missing on pages that are not secure, such as a phone's on the local network. */
export function toRandomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
