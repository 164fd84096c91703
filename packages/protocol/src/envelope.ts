import { ENTRY_LIMIT } from './entry-allowance.ts'
import { isObject, readJsonBytes, readText } from './json.ts'
import { findLineEnd } from './line.ts'
import type { Problem, ProblemCode } from './problem.ts'

/**
 * A request's bytes, split:
 *
 *     {"event_id":"…","dsn":"…"} \n      envelope header
 *     {"type":"event","length":41} \n    item header
 *     ‹41 bytes› \n                      payload
 *     {"type":"log"} \n                  no length: the payload ends at the next line feed
 *     ‹…› \n
 */
export interface Envelope {
  readonly header: Readonly<Record<string, unknown>>
  readonly items: readonly EnvelopeItem[]
  readonly problems: readonly Problem[]
}

export interface EnvelopeItem {
  readonly header: Readonly<Record<string, unknown>>
  readonly type: string | undefined
  readonly payload: Uint8Array
  /** Where the item header begins, and where the payload does, in the envelope. */
  readonly start: number
  readonly offset: number
  /** Set when the framing was wrong and the end of the payload had to be guessed. */
  readonly damage: ProblemCode | undefined
}

const LINE_FEED = 0x0a
const OPEN_BRACE = 0x7b

/** No SDK writes longer item headers; what is longer is payload that only looks like one. */
const HEADER_LIMIT = 1_000_000

/**
 * Splits an envelope into items. Framing only: payloads stay bytes, and an item that is framed
 * wrongly becomes a problem without costing its neighbours. Never throws.
 *
 * @see https://develop.sentry.dev/sdk/data-model/envelopes/
 */
export function readEnvelope(bytes: Uint8Array): Envelope {
  const items: EnvelopeItem[] = []
  const problems: Problem[] = []
  const firstEnd = findLineEnd(bytes, 0)
  const firstLine = readHeaderLine(bytes, 0, firstEnd)
  let header = firstLine
  let at = firstEnd + 1

  if (firstLine === undefined) {
    problems.push({ code: 'envelope-header', offset: 0, item: undefined, detail: undefined })
    at = findItemHeader(bytes, 0)
    if (at > 0) items.push(toLostBytes(bytes, 0, at, 'envelope-header'))
  } else if (looksLikeItemHeader(firstLine) && !isItemHeaderAt(bytes, at)) {
    problems.push({ code: 'envelope-header', offset: 0, item: undefined, detail: 'missing' })
    header = undefined
    at = 0
  }

  while (at < bytes.length) {
    if (items.length === ENTRY_LIMIT) {
      const detail = `the first ${ENTRY_LIMIT} items were read`
      problems.push({ code: 'payload-size', offset: at, item: undefined, detail })
      break
    }
    // Some SDKs put blank lines between items or at the end.
    if (bytes[at] === LINE_FEED) {
      at++
      continue
    }
    const item = readItem(bytes, at)
    if (item.damage !== undefined) {
      const detail = toDetail(item)
      problems.push({ code: item.damage, offset: item.start, item: items.length, detail })
    }
    items.push(item)
    at = item.offset + item.payload.length
    if (bytes[at] === LINE_FEED) at++
  }
  return { header: header ?? {}, items, problems }
}

function readItem(bytes: Uint8Array, start: number): EnvelopeItem {
  const headerEnd = findLineEnd(bytes, start)
  const header = readHeaderLine(bytes, start, headerEnd)
  if (header === undefined) {
    return toLostBytes(bytes, start, findItemHeader(bytes, headerEnd), 'item-header')
  }
  const offset = Math.min(headerEnd + 1, bytes.length)
  const type = readText(header['type'])
  const length = header['length'] ?? undefined
  const frame = (end: number, damage: ProblemCode | undefined): EnvelopeItem => ({
    header,
    type,
    payload: bytes.subarray(offset, end),
    start,
    offset,
    damage: damage ?? (type === undefined ? 'item-type' : undefined),
  })

  if (length === undefined) return frame(findLineEnd(bytes, offset), undefined)
  if (!isByteCount(length)) return frame(findPayloadEnd(bytes, offset), 'item-length')
  const end = offset + length
  if (end === bytes.length || bytes[end] === LINE_FEED) return frame(end, undefined)
  const found = findPayloadEnd(bytes, offset)
  const isCut = end > bytes.length && found === bytes.length
  return frame(found, isCut ? 'item-cut' : 'item-length')
}

/**
 * Where a payload ends whose length is wrong: before the first line that is an item header, else
 * at the end of the envelope, less its last line feed. It is sought from the payload's beginning,
 * since a length too large may point into the items behind.
 */
function findPayloadEnd(bytes: Uint8Array, offset: number): number {
  const next = findItemHeader(bytes, offset)
  const end = next > offset && bytes[next - 1] === LINE_FEED ? next - 1 : next
  return Math.max(end, offset)
}

/** The start of the next line from `from` on that is an item header, or the end. */
function findItemHeader(bytes: Uint8Array, from: number): number {
  let at = findLineEnd(bytes, from) + 1
  while (at < bytes.length) {
    if (isItemHeaderAt(bytes, at)) return at
    at = findLineEnd(bytes, at) + 1
  }
  return bytes.length
}

function isItemHeaderAt(bytes: Uint8Array, at: number): boolean {
  if (bytes[at] !== OPEN_BRACE) return false
  const header = readHeaderLine(bytes, at, findLineEnd(bytes, at))
  return header !== undefined && looksLikeItemHeader(header)
}

/** Payloads may have a `type` too (`"transaction"`), but then a time or an id beside it. */
function looksLikeItemHeader(header: Readonly<Record<string, unknown>>): boolean {
  return (
    readText(header['type']) !== undefined && !('timestamp' in header) && !('event_id' in header)
  )
}

function readHeaderLine(
  bytes: Uint8Array,
  start: number,
  end: number,
): Readonly<Record<string, unknown>> | undefined {
  if (end - start > HEADER_LIMIT) return undefined
  const reading = readJsonBytes(bytes.subarray(start, end))
  return reading.ok && isObject(reading.value) ? reading.value : undefined
}

/** Bytes that no header describes. */
function toLostBytes(
  bytes: Uint8Array,
  start: number,
  end: number,
  damage: ProblemCode,
): EnvelopeItem {
  const payload = bytes.subarray(start, bytes[end - 1] === LINE_FEED ? end - 1 : end)
  return { header: {}, type: undefined, payload, start, offset: start, damage }
}

function toDetail(item: EnvelopeItem): string | undefined {
  if (item.damage !== 'item-length' && item.damage !== 'item-cut') return undefined
  return `length ${String(item.header['length'])}, found ${item.payload.length} bytes`
}

function isByteCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
