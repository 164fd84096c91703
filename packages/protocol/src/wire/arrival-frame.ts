import { isObject, readJsonBytes, readText } from '../json.ts'
import type { Parameters } from './message.ts'
import { readParameters } from './parameters.ts'

/**
 * An arrival sent over the WebSocket instead of a request of its own:
 *
 *      0        1             5               9               9 + n
 *      ┌────────┬─────────────┬───────────────┬───────────────┬────────
 *      │ 1      │ id, u32 BE  │ n, u32 BE     │ header, JSON  │ body …
 *      └────────┴─────────────┴───────────────┴───────────────┴────────
 *
 * The sidecar acknowledges the id once the body is on disk. A frame that was not acknowledged is
 * sent again after a reconnect; session and id together tell the copy.
 */
export interface ArrivalFrame {
  readonly id: number
  readonly header: FrameHeader
  readonly body: Uint8Array
}

/** What a request would say in its address and headers. */
export interface FrameHeader {
  readonly path: string
  readonly contentType: string | undefined
  readonly contentEncoding: string | undefined
  readonly parameters: Parameters
}

export type FrameReading =
  | { readonly ok: true; readonly frame: ArrivalFrame }
  | { readonly ok: false; readonly detail: string }

/** A frame is in memory as a whole; larger arrivals are posted. */
export const FRAME_LIMIT: number = 32 << 20

const FRAME_VERSION = 1
const FIXED = 9
const HEADER_LIMIT = 64 * 1024

export function readArrivalFrame(bytes: Uint8Array): FrameReading {
  if (bytes.length < FIXED) return { ok: false, detail: `${bytes.length} bytes are no frame` }
  if (bytes[0] !== FRAME_VERSION) return { ok: false, detail: `frame version ${bytes[0]}` }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const id = view.getUint32(1)
  const headerLength = view.getUint32(5)
  const bodyStart = FIXED + headerLength
  if (headerLength > HEADER_LIMIT || bodyStart > bytes.length) {
    return { ok: false, detail: `header of ${headerLength} bytes` }
  }
  const reading = readJsonBytes(bytes.subarray(FIXED, bodyStart))
  if (!reading.ok || !isObject(reading.value))
    return { ok: false, detail: 'header is not an object' }
  const path = readText(reading.value['path'])
  if (path === undefined) return { ok: false, detail: 'header has no path' }
  const header: FrameHeader = {
    path,
    contentType: readText(reading.value['contentType']),
    contentEncoding: readText(reading.value['contentEncoding']),
    parameters: readParameters(reading.value['parameters']),
  }
  return { ok: true, frame: { id, header, body: bytes.subarray(bodyStart) } }
}

export function toArrivalFrame({ id, header, body }: ArrivalFrame): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header))
  const bytes = new Uint8Array(FIXED + json.length + body.length)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, FRAME_VERSION)
  view.setUint32(1, id)
  view.setUint32(5, json.length)
  bytes.set(json, FIXED)
  bytes.set(body, FIXED + json.length)
  return bytes
}
