import { readArrivalBytes } from '../log/arrival-bytes.ts'
import type { ArrivalPlace } from '../log/arrival-bytes.ts'
import type { LogEntry } from '../log/entry.ts'
import { openLogReader } from '../log/log-reader.ts'
import type { LogReader } from '../log/log-reader.ts'
import type { LogPosition } from '../log/segment.ts'
import { toStreamText } from './stream-text.ts'

/** Arrivals that came before a reader did, the oldest first. */
export interface Missed {
  readonly places: readonly MissedPlace[]
  /** Where the log goes on behind everything that has a place. */
  readonly end: LogPosition
}

export interface MissedPlace extends ArrivalPlace {
  readonly no: number
}

export interface PrintedPiece {
  readonly text: Uint8Array | undefined
  /** The last of the places that was looked at. */
  readonly last: number
}

export interface StreamStart {
  readonly start: LogPosition
  readonly isBase64: boolean
}

/** Streams of one worker. Each is pulled by its reader, so that a slow one costs no memory. */
export interface Streams {
  /** As much of what was missed as makes a piece. */
  readonly print: (places: readonly MissedPlace[], isBase64: boolean) => PrintedPiece
  /** Follows the log from now on. */
  readonly open: (id: number, start: StreamStart) => void
  /** The next piece of text before `end`; nothing when the reader has seen all of it. */
  readonly pull: (id: number, end: LogPosition) => Uint8Array | undefined
  readonly close: (id: number) => void
}

interface OpenStream {
  readonly reader: LogReader
  readonly isBase64: boolean
}

/** One piece is about so long. */
const PIECE = 256 * 1024

export function createStreams(folder: string): Streams {
  const streams = new Map<number, OpenStream>()
  return {
    print: (places, isBase64) => {
      const piece = createPiece(isBase64)
      let last = 0
      for (const place of places) {
        if (piece.isFull()) break
        const entry = readArrivalBytes(folder, place)
        // Packed since it was looked up: its new place is asked for. The first was only just told.
        if (entry === undefined && last > 0) break
        last = place.no
        if (entry !== undefined) piece.add(entry)
      }
      return { text: piece.toBytes(), last }
    },
    open: (id, { start, isBase64 }) => {
      streams.set(id, { reader: openLogReader(folder, start), isBase64 })
    },
    pull: (id, end) => {
      const stream = streams.get(id)
      if (stream === undefined) return undefined
      const piece = createPiece(stream.isBase64)
      while (!piece.isFull()) {
        const read = stream.reader.read(end)
        if (read === undefined) break
        piece.add(read.entry)
      }
      return piece.toBytes()
    },
    close: (id) => {
      streams.get(id)?.reader.close()
      streams.delete(id)
    },
  }
}

interface Piece {
  readonly isFull: () => boolean
  readonly add: (entry: LogEntry) => void
  readonly toBytes: () => Uint8Array | undefined
}

function createPiece(isBase64: boolean): Piece {
  const texts: string[] = []
  let length = 0
  return {
    isFull: () => length >= PIECE,
    add: (entry) => {
      const text = toStreamText(entry, isBase64)
      if (text === undefined) return
      texts.push(text)
      length += text.length
    },
    toBytes: () => (texts.length === 0 ? undefined : new TextEncoder().encode(texts.join(''))),
  }
}
