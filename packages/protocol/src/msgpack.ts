import { decode } from '@msgpack/msgpack'
import { findMsgpackEnd } from './msgpack-extent.ts'

export type MsgpackReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly detail: string }

/** One msgpack value; 64-bit integers come as bigint, which `toJson` turns into digits. Never throws. */
export function readMsgpack(bytes: Uint8Array): MsgpackReading {
  const end = findMsgpackEnd(bytes, 0)
  if (end === undefined) return { ok: false, detail: `cut after ${bytes.length} bytes` }
  try {
    return { ok: true, value: decode(bytes.subarray(0, end), { useBigInt64: true }) }
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) }
  }
}
