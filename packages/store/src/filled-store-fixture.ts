import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { List, Parameters } from 'protocol'
import { inTransaction } from './driver/database.ts'
import type { Database, DriverName } from './driver/database.ts'
import { openDatabase } from './driver/open-database.ts'
import { toDatabasePath, toLogFolder } from './engine.ts'
import { createIngest } from './ingest/ingest.ts'
import { openLogReader } from './log/log-reader.ts'
import { openLogWriter } from './log/log-writer.ts'
import type { ArrivalFacts } from './log/entry.ts'
import { readPosition, writePosition } from './log/position.ts'
import { listSegments, readSegmentSize } from './log/segment.ts'
import type { LogPosition } from './log/segment.ts'
import { createReader } from './read/reader.ts'
import type { ReadAnswer, Reader } from './read/reader.ts'
import { migrate } from './schema/migrate.ts'

/** What is appended: an envelope's items, or a body of another format. */
export interface Arriving extends Partial<ArrivalFacts> {
  readonly items?: readonly (readonly [header: object, payload: unknown])[]
  /** The envelope's own. */
  readonly header?: object
  readonly body?: Uint8Array
}

/** A store in one thread: what is added can be asked for at once. */
export interface FilledStore {
  readonly folder: string
  /** Of the database. */
  readonly path: string
  readonly log: string
  readonly database: Database
  readonly reader: Reader
  readonly add: (...arriving: readonly Arriving[]) => Promise<void>
  /** Makes rows of what an earlier store has left in the log. */
  readonly readLog: () => void
  readonly ask: (path: string, parameters?: Parameters) => ReadAnswer
  /** Fails where the question is refused. */
  readonly list: <T = Record<string, unknown>>(path: string, parameters?: Parameters) => List<T>
  readonly close: () => void
}

/** The clock of every filled store. */
export const testNow: number = Date.UTC(2026, 10, 20, 12)

let serial = 0

function toEnvelopeBody(items: NonNullable<Arriving['items']>, header: object): Buffer {
  const lines = items.flatMap(([itemHeader, payload]) => {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
    return [JSON.stringify({ ...itemHeader, length: Buffer.byteLength(text) }), text]
  })
  return Buffer.from([JSON.stringify(header), ...lines].join('\n'))
}

/** In a folder of its own, or in one that an earlier store has left. */
export async function openFilledStore(
  driver: DriverName,
  folder: string = mkdtempSync(join(tmpdir(), 'footlight-filled-')),
): Promise<FilledStore> {
  const log = toLogFolder(folder)
  mkdirSync(log, { recursive: true })
  const databasePath = toDatabasePath(folder)
  const database = await openDatabase({ path: databasePath, isReadOnly: false }, driver)
  migrate(database)
  const reader = createReader(database, log, () => testNow)

  const add: FilledStore['add'] = async (...arriving) => {
    const writer = openLogWriter({ folder: log })
    const start = writer.end()
    for (const {
      items = [],
      header = {},
      body = toEnvelopeBody(items, header),
      ...facts
    } of arriving) {
      const id = String(++serial).padStart(12, '0')
      const said = {
        id,
        receivedAt: testNow,
        format: 'envelope',
        channel: 'dsn',
        ...facts,
      } as const
      await writer.append({ facts: said, body })
    }
    const end = writer.end()
    await writer.close()
    follow(start, end)
  }

  const follow = (start: LogPosition, end: LogPosition): void => {
    const reading = openLogReader(log, start)
    const ingest = createIngest(database, { folder: log, hosts: [], onRecords: undefined })
    inTransaction(database, () => {
      for (let read = reading.read(end); read !== undefined; read = reading.read(end))
        ingest.add(read)
      ingest.flush()
      writePosition(database, end)
    })
    reading.close()
  }

  const ask: FilledStore['ask'] = (path, parameters = {}) => reader.answer(path, parameters)

  return {
    folder,
    path: databasePath,
    log,
    database,
    reader,
    add,
    readLog: () => {
      const segment = listSegments(log).at(-1) ?? 0
      follow(readPosition(database), { segment, offset: readSegmentSize(log, segment) })
    },
    ask,
    list: <T>(path: string, parameters?: Parameters) => {
      const answer = ask(path, parameters)
      if (!answer.ok) throw new Error(answer.failure.message)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the test knows what it asked for
      return answer.value as List<T>
    },
    close: () => {
      database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A log item of Sentry's; attributes are given with their types. */
export function toLogItem(
  logs: readonly {
    readonly body: string
    readonly level?: string
    readonly time?: number
    readonly traceId?: string
    readonly attributes?: Readonly<Record<string, unknown>>
  }[],
): readonly [object, unknown] {
  const items = logs.map(({ body, level = 'info', time = testNow, traceId, attributes = {} }) => ({
    timestamp: time / 1000,
    trace_id: traceId,
    level,
    body,
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key, { value, type: typeof value }]),
    ),
  }))
  const header = {
    type: 'log',
    item_count: items.length,
    content_type: 'application/vnd.sentry.items.log+json',
  }
  return [header, { items }]
}
