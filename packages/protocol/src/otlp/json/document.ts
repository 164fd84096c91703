import { isObject, readJsonBytes } from '../../json.ts'
import type { OtlpSource } from '../source.ts'
import type { JsonMessage } from './field.ts'

/** One JSON message of a body and where it begins. */
export interface JsonDocument {
  readonly message: JsonMessage
  readonly offset: number
}

type Report = OtlpSource['report']

const LINE_FEED = 0x0a

/**
 * The messages of a body: one, a list of them, or, as the collector's file exporter writes them, one
 * a line. What is none is reported.
 */
export function readDocuments(body: Uint8Array, report: Report): readonly JsonDocument[] {
  const firstEnd = lineEnd(body, 0)
  const isOneLine = isBlank(body, firstEnd)
  const firstLine = isOneLine ? undefined : readJsonBytes(body.subarray(0, firstEnd))
  if (firstLine?.ok) return readLines(body, report)

  const whole = readJsonBytes(body)
  if (whole.ok) return toDocuments(whole.value, report)
  // One broken line at the top must not cost those behind it.
  const lines = isOneLine ? [] : readLines(body, undefined)
  if (lines.length > 0) return readLines(body, report)
  report(whole.code, whole.detail)
  return []
}

function readLines(body: Uint8Array, report: Report | undefined): readonly JsonDocument[] {
  const documents: JsonDocument[] = []
  for (let start = 0; start < body.length; start = lineEnd(body, start) + 1) {
    const line = body.subarray(start, lineEnd(body, start))
    if (isBlank(line, 0)) continue
    const reading = readJsonBytes(line)
    if (reading.ok && isObject(reading.value)) {
      documents.push({ message: reading.value, offset: start })
    } else {
      report?.('body-line', reading.ok ? 'not an object' : reading.detail, start)
    }
  }
  return documents
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

function isBlank(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d && byte !== LINE_FEED) return false
  }
  return true
}

function lineEnd(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(LINE_FEED, from)
  return end === -1 ? bytes.length : end
}
