import * as zlib from 'node:zlib'
import { readEnvelope } from 'protocol'

/** The beginning of a body holds the id, if it has one; nothing more is looked at while an SDK waits. */
const BEGINNING = 16 * 1024

const ID = /"event_id"\s*:\s*"([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})"/i

/** The id an SDK is told back: that of the envelope's header, or of the event. */
export function findEventId(
  body: readonly Uint8Array[],
  encoding: string | undefined,
  isEnvelope: boolean,
): string | undefined {
  const beginning = readBeginning(toBeginning(body), encoding)
  const id = isEnvelope
    ? readEnvelope(untilNewline(beginning)).header['event_id']
    : ID.exec(Buffer.from(beginning).toString('latin1'))?.[1]
  return typeof id === 'string' && id.length <= 36
    ? id.replaceAll('-', '').toLowerCase()
    : undefined
}

function untilNewline(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(10)
  return end === -1 ? bytes : bytes.subarray(0, end)
}

function toBeginning([first = new Uint8Array(), ...rest]: readonly Uint8Array[]): Uint8Array {
  const isEnough = rest.length === 0 || first.length >= BEGINNING
  return (isEnough ? first : Buffer.concat([first, ...rest])).subarray(0, BEGINNING)
}

/** A piece of a gzip stream can be read without its end. */
function readBeginning(piece: Uint8Array, encoding = ''): Uint8Array {
  const isZipped = /gzip|deflate/i.test(encoding)
  if (!isZipped) return piece
  try {
    const options = { finishFlush: zlib.constants.Z_SYNC_FLUSH, maxOutputLength: 1 << 20 }
    return zlib.unzipSync(piece.subarray(0, 4096), options)
  } catch {
    return piece
  }
}
