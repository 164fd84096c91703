import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from './driver/open-database.ts'
import { openEngine, toDatabasePath, toLogFolder } from './engine.ts'
import type { Engine, EngineEvent } from './engine.ts'
import { createTrail } from './fatal-arrivals.ts'
import { createLiveQuery } from './live/live-query.ts'
import type { LiveQuery } from './live/live-query.ts'
import { createReader } from './read/reader.ts'
import type { Reader } from './read/reader.ts'
import { createSqlReader } from './sql/sql-reader.ts'
import type { SqlReader } from './sql/sql-reader.ts'
import { createStreams } from './stream/streams.ts'
import type { Streams } from './stream/streams.ts'
import type {
  FromWorker,
  Question,
  QuestionName,
  Reply,
  StoredBytes,
  Tell,
  ToWorker,
  WorkerSetup,
} from './worker-message.ts'

/** What this worker has; each role has its part of it. */
interface Tools {
  readonly engine: Engine | undefined
  readonly reader: Reader | undefined
  readonly sql: SqlReader | undefined
  readonly streams: Streams
  readonly watches: Map<number, LiveQuery>
}

/** Runs in a worker thread: SQLite waits for the disk, and the loop that answers SDKs must not. */
async function main(setup: WorkerSetup): Promise<void> {
  const log = toLogFolder(setup.folder)
  let reader: Reader | undefined
  const onEvent = (event: EngineEvent): void => {
    // Without WAL the writer answers as well, and the next question may be waiting already.
    if (event.type === 'removed') reader?.forget()
    send({ type: 'event', event })
  }
  const engine = setup.role === 'writer' ? await openWriter(setup, onEvent) : undefined
  const database = engine?.database ?? (await openForReading(setup))
  reader = database && createReader(database, log, Date.now)
  const tools: Tools = {
    engine,
    reader,
    sql: database && createSqlReader(database),
    streams: createStreams(log),
    watches: new Map(),
  }
  parentPort?.on('message', (message: ToWorker) => {
    if (message.type === 'tell') hear(tools, message.tell)
    else answerSafely(tools, message)
  })
  send({ type: 'ready', driver: database?.driver ?? 'node', hasWal: database?.hasWal ?? false })
}

function openWriter(setup: WorkerSetup, onEvent: (event: EngineEvent) => void): Promise<Engine> {
  const { folder, driver, maxBytes, hosts, sendsRecords, trail, fatal } = setup
  return openEngine({
    folder,
    driver,
    maxBytes,
    hosts,
    onRecords: sendsRecords
      ? (records, facts) => send({ type: 'records', records, facts })
      : undefined,
    onEvent,
    trail: createTrail(trail),
    fatal,
  })
}

async function openForReading({
  role,
  folder,
  driver,
}: WorkerSetup): Promise<Engine['database'] | undefined> {
  if (role !== 'reader' && role !== 'sql') return undefined
  return openDatabase({ path: toDatabasePath(folder), isReadOnly: true }, driver)
}

function hear({ engine, reader, streams, watches }: Tools, tell: Tell): void {
  switch (tell.type) {
    case 'follow':
      engine?.follow(tell.end)
      break
    case 'lose':
      engine?.lose(tell.loss)
      break
    case 'forget':
      reader?.forget()
      break
    case 'unwatch':
      watches.delete(tell.watch)
      break
    case 'open-stream':
      streams.open(tell.stream, tell.start)
      break
    case 'close-stream':
      streams.close(tell.stream)
      break
    case 'close':
      engine?.close()
      parentPort?.close()
  }
}

type Answerers = { readonly [N in QuestionName]: (tools: Tools, question: Question<N>) => Reply<N> }

const answerers: Answerers = {
  ask: ({ reader }, { path, parameters }) => {
    const found = need(reader).answer(path, parameters)
    return found.ok ? { ok: true, json: JSON.stringify(found.value) } : found
  },
  raw: ({ reader }, { envelope }) => {
    const raw = need(reader).rawBody(envelope)
    return raw && { ...raw, data: raw.body, filename: undefined }
  },
  data: ({ reader }, { record }): StoredBytes | undefined => {
    const found = need(reader).dataOf(record)
    return found && { ...found, contentEncoding: undefined }
  },
  sql: ({ sql }, question) => need(sql).answer(question),
  command: ({ engine }, { command }) => need(engine).run(command),
  watch: ({ reader, watches }, { watch, id, path, parameters }) => {
    watches.set(watch, createLiveQuery(need(reader), id, path, parameters))
    return need(reader).sourcesOf(path)
  },
  refresh: ({ watches }, { watch, revision }) =>
    watches.get(watch)?.refresh(revision) ?? { ok: true, json: undefined },
  'stream-start': ({ reader }, { lastId }) => need(reader).streamStart(lastId),
  'stream-missed': ({ reader }, { after }) => need(reader).streamMissed(after),
  print: ({ streams }, { places, isBase64 }) => streams.print(places, isBase64),
  pull: ({ streams }, { stream, end }) => streams.pull(stream, end),
}

type QuestionMessage<N extends QuestionName> = {
  [P in N]: { readonly id: number; readonly name: P; readonly question: Question<P> }
}[N]

function answer<N extends QuestionName>(
  tools: Tools,
  { name, question }: QuestionMessage<N>,
): Reply<N> {
  return answerers[name](tools, question)
}

function answerSafely(tools: Tools, message: QuestionMessage<QuestionName>): void {
  const { id } = message
  try {
    const reply = answer(tools, message)
    const moved = message.name === 'pull' && reply instanceof Uint8Array ? reply.buffer : undefined
    parentPort?.postMessage(
      { type: 'reply', id, reply } satisfies FromWorker,
      moved instanceof ArrayBuffer ? [moved] : [],
    )
  } catch (error) {
    // A question that cannot be answered must not end the store.
    send({ type: 'error', id, detail: error instanceof Error ? error.message : String(error) })
  }
}

function need<T>(tool: T | undefined): T {
  if (tool === undefined) throw new Error('another worker answers this')
  return tool
}

function send(message: FromWorker): void {
  parentPort?.postMessage(message)
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `startWorker` gives it
main(workerData as WorkerSetup).catch((error: unknown) => {
  send({ type: 'failed', detail: error instanceof Error ? error.message : String(error) })
})
