import type { ClientRequest } from 'node:http'
import { callThrough } from './call-through.ts'

/** No SDK sends more at once; what does is not copied. */
export const COPY_LIMIT: number = 32 << 20

/** Hands over what is written to a request, once it is written as a whole. */
export function copyBody(request: ClientRequest, onBody: (body: Buffer) => void): void {
  const chunks: Buffer[] = []
  let size = 0

  const copy = (chunk: unknown, encoding: unknown): void => {
    const bytes = toBytes(chunk, encoding)
    size += bytes?.length ?? 0
    if (bytes !== undefined && size <= COPY_LIMIT) chunks.push(bytes)
  }

  // oxlint-disable-next-line typescript/unbound-method -- called through with the request it is of
  request.write = new Proxy(request.write, {
    apply: (target, self, parameters: unknown[]) => {
      copy(parameters[0], parameters[1])
      return callThrough(target, self, parameters)
    },
  })
  // oxlint-disable-next-line typescript/unbound-method -- called through with the request it is of
  request.end = new Proxy(request.end, {
    apply: (target, self, parameters: unknown[]) => {
      copy(parameters[0], parameters[1])
      if (size <= COPY_LIMIT) onBody(Buffer.concat(chunks))
      return callThrough(target, self, parameters)
    },
  })
}

function toBytes(chunk: unknown, encoding: unknown): Buffer | undefined {
  if (typeof chunk === 'string') {
    const name = typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8'
    return Buffer.from(chunk, name)
  }
  return chunk instanceof Uint8Array ? Buffer.from(chunk) : undefined
}
