import { BrokenPieces } from '../../broken-pieces.ts'
import { isObject, readJsonBytes } from '../../json.ts'
import { findLineEnd, isBlank, splitLines } from '../../line.ts'
import type { OtlpSource } from '../source.ts'
import type { JsonMessage } from './field.ts'

/** One JSON message of a body and where it begins. */
export interface JsonDocument {
  readonly message: JsonMessage
  readonly offset: number
}

type Report = OtlpSource['report']

/**
 * The messages of a body: one, a list of them, or, as the collector's file exporter writes them, one
 * a line. What is none is reported.
 */
export function* readDocuments(body: Uint8Array, report: Report): Generator<JsonDocument> {
  const firstEnd = findLineEnd(body, 0)
  const isOneLine = isBlank(body, firstEnd, body.length)
  const hasLines = !isOneLine && readJsonBytes(body.subarray(0, firstEnd)).ok
  const whole = hasLines ? undefined : readJsonBytes(body)
  if (whole?.ok === true) {
    yield* toDocuments(whole.value, report)
    return
  }
  const broken = new BrokenPieces()
  // One broken line at the top must not cost those behind it.
  if (!isOneLine) yield* readLines(body, broken)
  if (whole !== undefined && broken.isAll) report(whole.code, whole.detail)
  else broken.report((code, offset, detail) => report(code, detail, offset))
}

function* readLines(body: Uint8Array, broken: BrokenPieces): Generator<JsonDocument> {
  for (const { start, end } of splitLines(body)) {
    const reading = readJsonBytes(body.subarray(start, end))
    if (reading.ok && isObject(reading.value)) {
      broken.endRow()
      yield { message: reading.value, offset: start }
    } else broken.add(start, reading.ok ? 'not an object' : reading.detail)
    if (broken.isHopeless) return
  }
}

function toDocuments(value: unknown, report: Report): readonly JsonDocument[] {
  const messages: readonly unknown[] = Array.isArray(value) ? value : [value]
  const documents: JsonDocument[] = []
  for (const message of messages) {
    if (isObject(message)) documents.push({ message, offset: 0 })
    else report('payload-shape', 'not an object')
  }
  return documents
}
