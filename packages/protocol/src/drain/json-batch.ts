import type { OpenArrival } from '../arrival.ts'
import { BrokenPieces } from '../broken-pieces.ts'
import { isObject, readJsonBytes } from '../json.ts'
import { findLineEnd, isBlank, isBlankByte, splitLines } from '../line.ts'
import type { Piece } from '../line.ts'
import type { Payload } from '../payload.ts'

/**
 * The records of a body that is a JSON array, one object, or objects one after another, on lines
 * or not. A broken one is reported with its place and costs none of the others; when none can be
 * read, the body as a whole is what is wrong.
 */
export function readJsonBatch(arrival: OpenArrival): readonly Payload[] {
  const { body, allowance } = arrival
  const start = findContent(body, 0)
  if (start === body.length) return []
  const hasLines = isLines(body, start)
  const whole = hasLines ? undefined : readJsonRecords(body)
  if (whole !== undefined) return allowance.takeOf(whole)
  const isArray = !hasLines && body[start] === OPEN_BRACKET
  return readAll(isArray ? readEntries(body, start + 1) : readLines(body, start), arrival)
}

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
  while (at < body.length && isBlankByte(body[at])) at++
  return at
}

/** Whether the first of many lines can be read alone: then a parse of the whole would fail late. */
function isLines(body: Uint8Array, start: number): boolean {
  const end = findLineEnd(body, start)
  return (
    !isBlank(body, end, body.length) && readJsonRecords(body.subarray(start, end)) !== undefined
  )
}

/** One object, or a list of nothing but objects. */
export function readJsonRecords(bytes: Uint8Array): readonly Payload[] | undefined {
  const reading = readJsonBytes(bytes)
  if (!reading.ok) return undefined
  if (isObject(reading.value)) return [reading.value]
  if (!Array.isArray(reading.value)) return undefined
  const records: Payload[] = reading.value.filter(isObject)
  return records.length === reading.value.length ? records : undefined
}

/** What stands at a place that should be a record. */
interface Entry {
  readonly start: number
  readonly records: readonly Payload[] | undefined
}

/** Lines, and what stands side by side on them: Fluent Bit's `json_stream` has many on one. */
function* readLines(body: Uint8Array, from: number): Generator<Entry> {
  for (const line of splitLines(body, from)) {
    const start = findContent(body, line.start)
    const records = readJsonRecords(body.subarray(line.start, line.end))
    if (records !== undefined || body[start] !== OPEN_BRACE) yield { start, records }
    else yield* readEntries(body.subarray(0, line.end), start)
  }
}

function* readEntries(body: Uint8Array, from: number): Generator<Entry> {
  for (const { start, end } of splitArray(body, from)) {
    yield { start, records: readJsonRecords(body.subarray(start, end)) }
  }
}

/** The entries of an array, or objects that stand side by side, by their brackets. */
function* splitArray(body: Uint8Array, from: number): Generator<Piece> {
  let start = findContent(body, from)
  let depth = 0
  for (let at = start; at < body.length; at++) {
    const byte = body[at]
    if (byte === QUOTE) {
      at = findStringEnd(body, at)
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth++
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth--
      if (depth > 0) continue
      const end = depth === 0 ? at + 1 : at
      if (start < end) yield { start, end }
      start = findContent(body, at + 1)
      // Behind the array's end: what stands there is no part of it, but is not lost either.
      if (depth < 0) break
    } else if (byte === COMMA && depth === 0) {
      if (start < at) yield { start, end: at }
      start = findContent(body, at + 1)
    }
  }
  if (start < body.length) yield { start, end: body.length }
}

function findStringEnd(body: Uint8Array, quote: number): number {
  let at = quote + 1
  while (at < body.length && body[at] !== QUOTE) at += body[at] === BACKSLASH ? 2 : 1
  return at
}

function readAll(entries: Iterable<Entry>, { report, allowance }: OpenArrival): readonly Payload[] {
  const all: Payload[] = []
  const broken = new BrokenPieces()
  for (const { start, records } of entries) {
    if (records === undefined) broken.add(start)
    else broken.endRow()
    // What is broken or empty takes its time, too.
    if (records === undefined || records.length === 0) allowance.take()
    else for (const record of allowance.takeOf(records)) all.push(record)
    if (broken.isHopeless || allowance.isSpent()) break
  }
  broken.report(report)
  return all
}
