import { toArrivalItem } from './arrival-item.ts'
import type { ArrivalReader, OpenArrival } from '../arrival.ts'
import { readBase64 } from '../base64.ts'
import { readEnvelopeArrival } from './envelope.ts'
import { readEnvelope } from '../envelope.ts'
import type { Envelope } from '../envelope.ts'
import { readEventBody } from './event-body.ts'
import type { Inflate } from '../item.ts'
import { toText } from '../json.ts'
import type { ProblemCode } from '../problem.ts'
import { toOnlyPart } from './only-part.ts'
import { toRaw } from '../sentry/raw.ts'

/**
 * The old `/store/` body: one event, as JSON or wrapped up in what HTTP libraries of its day could
 * send. Old browser SDKs put it into the query of an image's address.
 */
export const readStoreArrival: ArrivalReader = (arrival) => {
  const envelope = readStoredEnvelope(arrival)
  if (envelope !== undefined) return readEnvelopeArrival(arrival, envelope)
  const query = arrival.parameters['sentry_data']
  const isInQuery = arrival.body.length === 0 && query !== undefined
  const body = isInQuery ? new TextEncoder().encode(query) : arrival.body
  const unwrapped = unwrap(body, arrival.inflate)
  if (unwrapped.json !== undefined) return readEventBody(arrival, unwrapped.json)
  arrival.report(unwrapped.code, 0, unwrapped.detail)
  // There is no body whose bytes would be kept.
  const kept = isInQuery ? [toRaw(toArrivalItem(arrival, { payload: body }))] : []
  return toOnlyPart(arrival, arrival.format, kept)
}

/** Some clients post envelopes here. */
function readStoredEnvelope({ body, contentType }: OpenArrival): Envelope | undefined {
  const isSaid = contentType?.toLowerCase().startsWith('application/x-sentry-envelope') === true
  if (!isSaid && toFirstCharacter(body) !== '{') return undefined
  const envelope = readEnvelope(body)
  const hasHeader = !envelope.problems.some(({ code }) => code === 'envelope-header')
  const hasItem = envelope.items.some((item) => item.type !== undefined && item.payload.length > 0)
  return isSaid || (hasHeader && hasItem) ? envelope : undefined
}

type Unwrapped =
  | { readonly json: Uint8Array }
  | { readonly json: undefined; readonly code: ProblemCode; readonly detail: string }

/** Form field, base64, compression: the most that was ever wrapped around one event. */
const WRAPPINGS = 4

/** Sentry itself takes a hundredth of this. */
const SIZE_LIMIT = 100 * 1024 * 1024

function unwrap(body: Uint8Array, inflate: Inflate): Unwrapped {
  let bytes = body
  for (let depth = 0; depth < WRAPPINGS; depth++) {
    if (toFirstCharacter(bytes) === '{') return { json: bytes }
    if (isCompressed(bytes)) {
      const inflated = inflate(bytes, SIZE_LIMIT)
      if (!inflated.ok) {
        const code = inflated.reason === 'limit' ? 'payload-size' : 'payload-compression'
        return { json: undefined, code, detail: `an event that is ${inflated.reason}` }
      }
      bytes = inflated.bytes
      continue
    }
    const inner = unwrapText(toText(bytes))
    if (inner === undefined) break
    bytes = inner
  }
  return { json: undefined, code: 'body-format', detail: 'neither JSON nor base64 nor zlib of it' }
}

/** Forms begin with the field's name; some clients sent the bare base64 under a form's content type. */
function unwrapText(text: string): Uint8Array | undefined {
  const field = /(?:^|&)sentry_data=/.test(text)
    ? new URLSearchParams(text.trim()).get('sentry_data')
    : undefined
  if (typeof field === 'string') return new TextEncoder().encode(field)
  const base64 = readBase64(text)
  if (base64 !== undefined || !/%[0-9a-f]{2}/i.test(text)) return base64
  try {
    return new TextEncoder().encode(decodeURIComponent(text.trim()))
  } catch {
    return undefined
  }
}

/** The first character that is neither white space nor a byte order mark. */
function toFirstCharacter(bytes: Uint8Array): string | undefined {
  return toText(bytes.subarray(0, 64)).trimStart().at(0)
}

/** gzip's magic, or zlib's: method 8, and the two bytes a multiple of 31. */
function isCompressed(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes
  if (first === 0x1f && second === 0x8b) return true
  return (first & 0x0f) === 8 && first >> 4 <= 7 && (first * 256 + second) % 31 === 0
}
