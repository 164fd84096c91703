import { COPY_LIMIT } from './copied-body.ts'

/** The same body for undici, which also hands over a copy of it once it has gone as a whole. */
export function copyDispatched(body: unknown, onBody: (body: Buffer) => void): unknown {
  if (body === undefined || body === null || typeof body === 'string') {
    onBody(Buffer.from(body ?? ''))
    return body
  }
  if (body instanceof Uint8Array) {
    onBody(Buffer.from(body))
    return body
  }
  return isAsync(body) ? copyChunks(body, onBody) : body
}

async function* copyChunks(
  body: AsyncIterable<unknown>,
  onBody: (body: Buffer) => void,
): AsyncGenerator {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    const bytes = chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk))
    size += bytes.length
    if (size <= COPY_LIMIT) chunks.push(Buffer.from(bytes))
    yield chunk
  }
  if (size <= COPY_LIMIT) onBody(Buffer.concat(chunks))
}

function isAsync(body: unknown): body is AsyncIterable<unknown> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body
}
