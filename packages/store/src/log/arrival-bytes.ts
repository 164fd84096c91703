import { closeSync, openSync, readSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import { readEntry } from './entry.ts'
import type { LogEntry } from './entry.ts'
import { toSegmentFilePath } from './segment.ts'

/** Where in the log an arrival lies. */
export interface ArrivalPlace {
  readonly segment: number
  readonly offset: number
  readonly length: number
  /** Of the pack it is in; 0: in the segment as it was written. */
  readonly generation: number
}

/** An arrival as it came; `undefined` when the log no longer has it. */
export function readArrivalBytes(folder: string, place: ArrivalPlace): LogEntry | undefined {
  const { segment, offset, length, generation } = place
  const bytes = readRange(toSegmentFilePath(folder, segment, generation), offset, length)
  const reading = bytes && readEntry(bytes, 0)
  return reading?.state === 'whole' ? toUnpacked(reading.entry) : undefined
}

export function toUnpacked(entry: LogEntry): LogEntry {
  if (entry.facts.isPacked !== true) return entry
  return { facts: { ...entry.facts, isPacked: undefined }, body: inflateRawSync(entry.body) }
}

function readRange(path: string, offset: number, length: number): Buffer | undefined {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return undefined
  }
  try {
    const bytes = Buffer.allocUnsafe(length)
    return bytes.subarray(0, readSync(file, bytes, 0, length, offset))
  } finally {
    closeSync(file)
  }
}
