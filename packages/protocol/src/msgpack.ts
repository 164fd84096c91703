import { decode, decodeMulti } from '@msgpack/msgpack'

export type MsgpackReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly detail: string }

/** Integers beyond 2^53 come as bigint, which the JSON readers turn into digits. */
const options = { useBigInt64: false } as const

/** One msgpack value. Never throws. */
export function readMsgpack(bytes: Uint8Array): MsgpackReading {
  try {
    return { ok: true, value: decode(bytes, options) }
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) }
  }
}

/** Values one after another, up to the first that is damaged. */
export function readMsgpackStream(bytes: Uint8Array): {
  readonly values: readonly unknown[]
  readonly detail: string | undefined
} {
  const values: unknown[] = []
  try {
    for (const value of decodeMulti(bytes, options)) values.push(value)
    return { values, detail: undefined }
  } catch (error) {
    return { values, detail: error instanceof Error ? error.message : String(error) }
  }
}
