import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { readEntry } from './entry.ts'
import type { LogEntry } from './entry.ts'
import { listSegments, toSegmentPath } from './segment.ts'
import type { LogPosition } from './segment.ts'

/** An entry, and where the one after it begins. */
export interface LogRead {
  readonly entry: LogEntry
  readonly at: LogPosition
  readonly next: LogPosition
}

export interface LogReader {
  /** The next entry before `end`; `undefined` when all of them were read. */
  readonly read: (end: LogPosition) => LogRead | undefined
  /** Goes back to a place, after what was read could not be kept. */
  readonly seek: (position: LogPosition) => void
  /** Places where bytes are damaged; reading goes on in the next segment. */
  readonly damaged: readonly LogPosition[]
  readonly close: () => void
}

const CHUNK = 1 << 20

interface OpenSegment {
  readonly segment: number
  readonly file: number
}

/** Follows the log from `start`. Reads in large pieces; entries are views into them. */
export function openLogReader(folder: string, start: LogPosition): LogReader {
  let position = start
  let open: OpenSegment | undefined
  let chunk = Buffer.alloc(0)
  let chunkAt = 0
  const damaged: LogPosition[] = []

  const close = (): void => {
    if (open) closeSync(open.file)
    open = undefined
    chunk = Buffer.alloc(0)
  }

  const enter = (segment: number): boolean => {
    close()
    try {
      open = { segment, file: openSync(toSegmentPath(folder, segment), 'r') }
    } catch {
      return false
    }
    return true
  }

  /** The first segment from `from` on that exists. */
  const findSegment = (from: number): number | undefined =>
    listSegments(folder).find((segment) => segment >= from)

  const fill = (file: number, offset: number, length: number): void => {
    const bytes = Buffer.allocUnsafe(length)
    const read = readSync(file, bytes, 0, length, offset)
    chunk = bytes.subarray(0, read)
    chunkAt = offset
  }

  const readAt = ({ segment, offset }: LogPosition, limit: number): LogRead | 'end' | 'damaged' => {
    if (open?.segment !== segment && !enter(segment)) return 'end'
    if (open === undefined || offset >= limit) return 'end'
    const within = offset - chunkAt
    let reading = within >= 0 && within < chunk.length ? readEntry(chunk, within) : undefined
    if (reading === undefined || reading.state === 'partial') {
      const known = reading?.length ?? 0
      fill(open.file, offset, Math.min(Math.max(CHUNK, known), limit - offset))
      reading = readEntry(chunk, 0)
      if (reading.state === 'partial' && (reading.length ?? 0) > chunk.length) {
        fill(open.file, offset, Math.min(reading.length ?? 0, limit - offset))
        reading = readEntry(chunk, 0)
      }
    }
    if (reading.state !== 'whole') return reading.state === 'partial' ? 'end' : 'damaged'
    const next = { segment, offset: offset + reading.length }
    return { entry: reading.entry, at: { segment, offset }, next }
  }

  const read = (end: LogPosition): LogRead | undefined => {
    while (position.segment <= end.segment) {
      const isLast = position.segment === end.segment
      const limit = isLast ? end.offset : sizeOf(folder, position.segment)
      const found = readAt(position, limit)
      if (found === 'damaged') damaged.push(position)
      if (typeof found === 'object') {
        position = found.next
        return found
      }
      const next = isLast ? undefined : findSegment(position.segment + 1)
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

function sizeOf(folder: string, segment: number): number {
  try {
    const file = openSync(toSegmentPath(folder, segment), 'r')
    const { size } = fstatSync(file)
    closeSync(file)
    return size
  } catch {
    return 0
  }
}
