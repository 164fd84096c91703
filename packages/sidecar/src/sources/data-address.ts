/** The text of a `data:` address, as inline maps are; `undefined` where it is none or damaged. */
export function readDataAddress(address: string): string | undefined {
  if (!address.startsWith('data:')) return undefined
  const comma = address.indexOf(',')
  if (comma === -1 || comma > 200) return undefined
  const body = address.slice(comma + 1)
  if (/;base64$/i.test(address.slice(0, comma))) return Buffer.from(body, 'base64').toString('utf8')
  try {
    return decodeURIComponent(body)
  } catch {
    return undefined
  }
}
