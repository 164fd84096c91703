import type { ArrivalReading } from 'protocol'
import type { Database } from '../driver/database.ts'
import type { ArrivalFacts } from '../log/entry.ts'
import type { LogPosition } from '../log/segment.ts'

export interface NewArrival {
  readonly facts: ArrivalFacts
  readonly reading: ArrivalReading
  /** Of the body once decoded. */
  readonly size: number
  readonly at: LogPosition
  /** Of the pack it is in. */
  readonly generation: number
  readonly length: number
  readonly scope: number
}

export interface Arrivals {
  /** Its number; `undefined` when this arrival is there already. */
  readonly add: (arrival: NewArrival) => number | undefined
}

/** An envelope of a hundred thousand items need not be listed whole; its bytes are. */
const PART_LIMIT = 1000
const HEADER_LIMIT = 16_384

export function createArrivals(database: Database): Arrivals {
  const insert = database.prepare(
    `INSERT OR IGNORE INTO arrival (no, id, received_at, format, channel, content_type,
      content_encoding, size, segment, place, length, generation, file, parameters, scope, header, items,
      problems) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
  )
  let last = Number(database.get('SELECT max(no) AS no FROM arrival', [])?.['no'] ?? 0)
  return {
    add: ({ facts, reading, size, at, generation, length, scope }) => {
      const { parts, problems, header } = reading
      const changes = insert.run([
        last + 1,
        facts.id,
        facts.receivedAt,
        facts.format,
        facts.channel,
        facts.contentType ?? null,
        facts.contentEncoding ?? null,
        size,
        at.segment,
        at.offset,
        length,
        generation,
        facts.file ?? null,
        facts.parameters === undefined ? null : JSON.stringify(facts.parameters),
        scope,
        toShortJson(header),
        JSON.stringify(parts.slice(0, PART_LIMIT).map((part) => ({ ...part, header: undefined }))),
        problems.length === 0 ? null : JSON.stringify(problems),
      ])
      return changes === 0 ? undefined : ++last
    },
  }
}

function toShortJson(header: Readonly<Record<string, unknown>>): string | null {
  try {
    const text = JSON.stringify(header)
    return text === '{}' || text.length > HEADER_LIMIT ? null : text
  } catch {
    // Nested too deep to be said again; the raw view has it.
    return null
  }
}
