import type { Report } from '../arrival.ts'
import { isObject, readJson, toText } from '../json.ts'
import type { Payload } from '../payload.ts'

/** A piece of a body: what should be one record. */
interface Piece {
  readonly start: number
  readonly end: number
}

/**
 * The records of a body that is a JSON array, one object, or objects one after another, on lines
 * or not. A broken one is reported with its place and costs none of the others; when none can be
 * read, the body as a whole is what is wrong.
 */
export function readJsonBatch(body: Uint8Array, report: Report): readonly Payload[] {
  const start = findContent(body, 0)
  if (start === body.length) return []
  const hasLines = isLines(body, start)
  const whole = hasLines ? undefined : readJsonRecords(toText(body))
  if (whole !== undefined) return whole
  const isArray = !hasLines && body[start] === OPEN_BRACKET
  const pieces = isArray ? splitArray(body, start + 1) : splitLines(body, start)
  return readPieces(body, pieces, report)
}

const LINE_FEED = 0x0a
const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

/** Where the first byte stands that is neither white space nor a byte order mark. */
export function findContent(body: Uint8Array, from: number): number {
  let at = from
  if (body[at] === 0xef && body[at + 1] === 0xbb && body[at + 2] === 0xbf) at += 3
  while (at < body.length && isBlank(body[at])) at++
  return at
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === LINE_FEED || byte === 0x0d || byte === 0x09
}

/** Whether the first of many lines can be read alone: then a parse of the whole would fail late. */
function isLines(body: Uint8Array, start: number): boolean {
  const end = body.indexOf(LINE_FEED, start)
  if (end === -1 || findContent(body, end) === body.length) return false
  return readPieceRecords(body, { start, end }) !== undefined
}

function readPieceRecords(body: Uint8Array, { start, end }: Piece): readonly Payload[] | undefined {
  return readJsonRecords(toText(body.subarray(start, end)))
}

/** One object, or a list of nothing but objects. */
export function readJsonRecords(text: string): readonly Payload[] | undefined {
  const reading = readJson(text)
  if (!reading.ok) return undefined
  if (isObject(reading.value)) return [reading.value]
  if (!Array.isArray(reading.value)) return undefined
  const records: Payload[] = reading.value.filter(isObject)
  return records.length === reading.value.length ? records : undefined
}

function splitLines(body: Uint8Array, from: number): Piece[] {
  const pieces: Piece[] = []
  let start = from
  while (start < body.length) {
    const lineFeed = body.indexOf(LINE_FEED, start)
    const end = lineFeed === -1 ? body.length : lineFeed
    pieces.push({ start, end })
    start = findContent(body, end)
  }
  return pieces
}

/** The entries of an array, or objects that stand side by side, by their brackets. */
function splitArray(body: Uint8Array, from: number): Piece[] {
  const pieces: Piece[] = []
  let start = from
  let depth = 0
  const close = (end: number): void => {
    const content = findContent(body, start)
    if (content < end) pieces.push({ start: content, end })
  }
  for (let at = from; at < body.length; at++) {
    const byte = body[at]
    if (byte === QUOTE) {
      at = findStringEnd(body, at)
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth++
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth--
      if (depth > 0) continue
      close(depth === 0 ? at + 1 : at)
      start = at + 1
      // Behind the array's end: what stands there is no part of it, but is not lost either.
      if (depth < 0) break
    } else if (byte === COMMA && depth === 0) {
      close(at)
      start = at + 1
    }
  }
  close(body.length)
  return pieces
}

function findStringEnd(body: Uint8Array, quote: number): number {
  let at = quote + 1
  while (at < body.length && body[at] !== QUOTE) at += body[at] === BACKSLASH ? 2 : 1
  return at
}

/** A body that began with so many lines of no JSON has no JSON in it. */
const BROKEN_LIMIT = 1_000

function readPieces(body: Uint8Array, pieces: readonly Piece[], report: Report): Payload[] {
  const records: Payload[] = []
  const broken: number[] = []
  for (const piece of pieces) {
    const read = readPiece(body, piece)
    if (read === undefined) broken.push(piece.start)
    else for (const record of read) records.push(record)
    if (records.length === 0 && broken.length > BROKEN_LIMIT) break
  }
  reportBroken(records, broken, report)
  return records
}

/** Each broken piece with its place, or, where there is nothing else, the body. */
export function reportBroken(
  records: readonly unknown[],
  broken: readonly number[],
  report: Report,
): void {
  const [first] = broken
  if (first === undefined) return
  if (records.length === 0) report('body-format', first, 'no record in it')
  else for (const offset of broken) report('body-line', offset, 'no record')
}

/** One record; Fluent Bit's `json_stream` has many on a line with nothing between them. */
function readPiece(body: Uint8Array, piece: Piece): readonly Payload[] | undefined {
  const records = readPieceRecords(body, piece)
  if (records !== undefined || body[piece.start] !== OPEN_BRACE) return records
  const inner = splitArray(body.subarray(0, piece.end), piece.start)
  if (inner.length < 2) return undefined
  const read = inner.map((each) => readPieceRecords(body, each))
  return read.every((each) => each !== undefined) ? read.flat() : undefined
}
