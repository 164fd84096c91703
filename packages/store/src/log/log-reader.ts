import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { toUnpacked } from './arrival-bytes.ts'
import { findEntry, readEntry } from './entry.ts'
import type { EntryReading, LogEntry } from './entry.ts'
import { findSegmentFile, listSegmentFiles, logStart } from './segment.ts'
import type { LogPosition, SegmentFile } from './segment.ts'

/** An entry, and where the one after it begins. */
export interface LogRead {
  readonly entry: LogEntry
  readonly at: LogPosition
  /** Of the pack it is in; 0: in the segment as it was written. */
  readonly generation: number
  readonly next: LogPosition
}

export interface LogReader {
  /** The next entry before `end`; `undefined` when all of them were read. */
  readonly read: (end: LogPosition) => LogRead | undefined
  /** Goes back to a place, after what was read could not be kept. */
  readonly seek: (position: LogPosition) => void
  /** Places where bytes are damaged; reading goes on with the next entry that is whole. */
  readonly damaged: readonly LogPosition[]
  readonly close: () => void
}

const CHUNK = 1 << 20

interface OpenSegment extends SegmentFile {
  readonly file: number
}

/** Follows the log from `start`. Reads in large pieces; entries are views into them. */
export function openLogReader(folder: string, start: LogPosition): LogReader {
  let position = findStart(folder, start)
  let open: OpenSegment | undefined
  let chunk = Buffer.alloc(0)
  let chunkAt = 0
  const damaged: LogPosition[] = []

  const close = (): void => {
    if (open) closeSync(open.file)
    open = undefined
    chunk = Buffer.alloc(0)
  }

  const enter = (found: SegmentFile | undefined): OpenSegment | undefined => {
    close()
    try {
      if (found) open = { ...found, file: openSync(found.path, 'r') }
    } catch {
      // It was removed in between.
    }
    return open
  }

  const fill = (file: number, offset: number, length: number): void => {
    const bytes = Buffer.allocUnsafe(length)
    const read = readSync(file, bytes, 0, length, offset)
    chunk = bytes.subarray(0, read)
    chunkAt = offset
  }

  /** What stands at `offset`; all of it is in the chunk when it is whole. */
  const look = ({ file }: OpenSegment, offset: number, limit: number): EntryReading => {
    const within = offset - chunkAt
    const known = within >= 0 && within < chunk.length ? readEntry(chunk, within) : undefined
    if (known !== undefined && known.state !== 'partial') return known
    fill(file, offset, Math.min(Math.max(CHUNK, known?.length ?? 0), limit - offset))
    const reading = readEntry(chunk, 0)
    if (reading.state !== 'partial' || (reading.length ?? 0) <= chunk.length) return reading
    fill(file, offset, Math.min(reading.length ?? 0, limit - offset))
    return readEntry(chunk, 0)
  }

  /** The next entry of a segment. What cannot be read is stepped over. */
  const readWithin = (
    segment: OpenSegment,
    limit: number,
    isLast: boolean,
  ): LogRead | undefined => {
    const { offset } = position
    if (offset >= limit) return undefined
    let at = offset
    let reading = look(segment, at, limit)
    if (reading.state !== 'whole') {
      // The end of what a killed process wrote is torn; of what is still written to it cannot be.
      if (reading.state === 'partial' && isLast) return undefined
      fill(segment.file, at, limit - at)
      const found = findEntry(chunk, 1)
      if (found !== undefined || reading.state === 'damaged') damaged.push(position)
      if (found === undefined) {
        position = { segment: segment.segment, offset: limit }
        return undefined
      }
      at += found
      reading = readEntry(chunk, found)
    }
    if (reading.state !== 'whole') return undefined
    position = { segment: segment.segment, offset: at + reading.length }
    return {
      entry: toUnpacked(reading.entry),
      at: { segment: segment.segment, offset: at },
      generation: segment.generation,
      next: position,
    }
  }

  const read = (end: LogPosition): LogRead | undefined => {
    while (position.segment <= end.segment) {
      const isLast = position.segment === end.segment
      const segment =
        open?.segment === position.segment ? open : enter(findSegmentFile(folder, position.segment))
      if (segment !== undefined) {
        const limit = isLast ? end.offset : fstatSync(segment.file).size
        const found = readWithin(segment, limit, isLast)
        if (found !== undefined) return found
      }
      const next = isLast ? undefined : findNext(folder, position.segment)
      if (next === undefined) return undefined
      position = { segment: next, offset: 0 }
    }
    return undefined
  }

  const seek = (to: LogPosition): void => {
    position = to
  }

  return { read, seek, damaged, close }
}

/** Somebody who empties the folder makes a log that begins anew. */
function findStart(folder: string, start: LogPosition): LogPosition {
  const last = listSegmentFiles(folder).at(-1)
  return last !== undefined && last.segment < start.segment ? logStart : start
}

function findNext(folder: string, segment: number): number | undefined {
  return listSegmentFiles(folder).find((file) => file.segment > segment)?.segment
}
