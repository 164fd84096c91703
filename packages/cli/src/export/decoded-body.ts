import { brotliDecompressSync, gunzipSync, inflateSync, unzipSync } from 'node:zlib'

/** Nothing larger is taken in. */
const LIMIT = 256 << 20

const decoders: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: (bytes) => gunzipSync(bytes, { maxOutputLength: LIMIT }),
  deflate: (bytes) => {
    try {
      return inflateSync(bytes, { maxOutputLength: LIMIT })
    } catch {
      return unzipSync(bytes, { maxOutputLength: LIMIT })
    }
  },
  br: (bytes) => brotliDecompressSync(bytes, { maxOutputLength: LIMIT }),
}

/** A body as it was before it was compressed; `undefined` where nobody here can tell. */
export function toDecodedBody(body: Uint8Array, encoding: string): Uint8Array | undefined {
  const name = encoding.trim().toLowerCase()
  if (name === '' || name === 'identity') return isGzip(body) ? decode('gzip', body) : body
  return decode(name === 'x-gzip' ? 'gzip' : name, body)
}

/** Some SDKs compress and do not say so. */
function isGzip(body: Uint8Array): boolean {
  return body[0] === 0x1f && body[1] === 0x8b
}

function decode(name: string, body: Uint8Array): Uint8Array | undefined {
  const decoder = Object.hasOwn(decoders, name) ? decoders[name] : undefined
  try {
    return decoder?.(body)
  } catch {
    return undefined
  }
}
