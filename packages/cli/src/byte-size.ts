import { readQuantity, readSize } from 'protocol'

/** `512mb`, `2gb`; a number alone counts bytes. */
export function readByteSize(text: string): number | undefined {
  const quantity = readQuantity(text)
  const bytes = quantity?.suffix === '' ? quantity.amount : readSize(text)
  return bytes !== undefined && bytes > 0 ? Math.floor(bytes) : undefined
}
