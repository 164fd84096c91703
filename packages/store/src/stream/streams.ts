import { readArrivalBytes } from '../log/arrival-bytes.ts'
import type { ArrivalPlace } from '../log/arrival-bytes.ts'
import type { LogEntry } from '../log/entry.ts'
import { openLogReader } from '../log/log-reader.ts'
import type { LogReader } from '../log/log-reader.ts'
import type { LogPosition } from '../log/segment.ts'
import { toStreamText } from './stream-text.ts'

/** What a reader of the stream gets: first what it missed, then everything from `start` on. */
export interface StreamStart {
  readonly missed: readonly ArrivalPlace[]
  readonly start: LogPosition
  readonly isBase64: boolean
}

/** Streams of one worker. Each is pulled by its reader, so that a slow one costs no memory. */
export interface Streams {
  readonly open: (id: number, start: StreamStart) => void
  /** The next piece of text before `end`; nothing when the reader has seen all of it. */
  readonly pull: (id: number, end: LogPosition) => Uint8Array | undefined
  readonly close: (id: number) => void
}

interface OpenStream {
  readonly missed: ArrivalPlace[]
  readonly reader: LogReader
  readonly isBase64: boolean
}

/** One piece is about so long. */
const PIECE = 256 * 1024

export function createStreams(folder: string): Streams {
  const streams = new Map<number, OpenStream>()

  const readNext = ({ missed, reader }: OpenStream, end: LogPosition): LogEntry | undefined => {
    for (let place = missed.shift(); place !== undefined; place = missed.shift()) {
      const entry = readArrivalBytes(folder, place)
      // It was evicted since it was asked for.
      if (entry !== undefined) return entry
    }
    return reader.read(end)?.entry
  }

  return {
    open: (id, { missed, start, isBase64 }) => {
      streams.set(id, { missed: [...missed], reader: openLogReader(folder, start), isBase64 })
    },
    pull: (id, end) => {
      const stream = streams.get(id)
      if (stream === undefined) return undefined
      const texts: string[] = []
      let length = 0
      while (length < PIECE) {
        const entry = readNext(stream, end)
        if (entry === undefined) break
        const text = toStreamText(entry, stream.isBase64)
        if (text === undefined) continue
        texts.push(text)
        length += text.length
      }
      return texts.length === 0 ? undefined : new TextEncoder().encode(texts.join(''))
    },
    close: (id) => {
      streams.get(id)?.reader.close()
      streams.delete(id)
    },
  }
}
