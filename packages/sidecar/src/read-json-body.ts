import type { IncomingMessage } from 'node:http'

export type BodyReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly detail: string }

/** No change needs more to say what it is. */
const LIMIT = 1 << 20

/** The JSON of a change. No body is an empty one. */
export async function readJsonBody(request: IncomingMessage): Promise<BodyReading> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Uint8Array)) continue
    size += chunk.length
    if (size > LIMIT) return { ok: false, detail: `A change is no longer than ${LIMIT} bytes.` }
    chunks.push(chunk)
  }
  if (size === 0) return { ok: true, value: {} }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString())
    return { ok: true, value }
  } catch (error) {
    return { ok: false, detail: `The body is no JSON: ${String(error)}.` }
  }
}
