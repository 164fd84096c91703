import { parentPort, workerData } from 'node:worker_threads'
import type { Database } from './driver/database.ts'
import { openDatabase } from './driver/open-database.ts'
import { openEngine, toDatabasePath, toLogFolder } from './engine.ts'
import type { Engine } from './engine.ts'
import { createReader } from './read/reader.ts'
import type { Reader } from './read/reader.ts'
import type {
  FromWorker,
  StoredBytes,
  ToWorker,
  WorkerReply,
  WorkerSetup,
} from './worker-message.ts'

/** Runs in a worker thread: SQLite waits for the disk, and the loop that answers SDKs must not. */
async function main(setup: WorkerSetup): Promise<void> {
  const engine = setup.role === 'writer' ? await openWriter(setup) : undefined
  const database = engine?.database ?? (await openForReading(setup))
  const reader = createReader(database, toLogFolder(setup.folder), Date.now)
  parentPort?.on('message', (message: ToWorker) => {
    try {
      handle(message, engine, reader)
    } catch (error) {
      // A question that cannot be answered must not end the store.
      if ('id' in message) reply(message.id, toFailure(error))
      else throw error
    }
  })
  send({ type: 'ready', driver: database.driver, hasWal: database.hasWal })
}

function openWriter(setup: WorkerSetup): Promise<Engine> {
  const { folder, driver, maxBytes, hosts, sendsRecords } = setup
  return openEngine({
    folder,
    driver,
    maxBytes,
    hosts,
    onRecords: sendsRecords
      ? (records, facts) => send({ type: 'records', records, facts })
      : undefined,
    onEvent: (event) => send({ type: 'event', event }),
  })
}

function openForReading({ folder, driver }: WorkerSetup): Promise<Database> {
  return openDatabase({ path: toDatabasePath(folder), isReadOnly: true }, driver)
}

function handle(message: ToWorker, engine: Engine | undefined, reader: Reader): void {
  switch (message.type) {
    case 'follow':
      engine?.follow(message.end)
      return
    case 'ask': {
      const answer = reader.answer(message.path, message.parameters)
      const { id } = message
      if (answer.ok) reply(id, { type: 'json', json: JSON.stringify(answer.value) })
      else reply(id, { type: 'failure', status: answer.status, failure: answer.failure })
      return
    }
    case 'raw': {
      const raw = reader.rawBody(message.envelope)
      reply(message.id, {
        type: 'bytes',
        bytes: raw && { ...raw, data: raw.body, filename: undefined },
      })
      return
    }
    case 'data': {
      const found = reader.dataOf(message.record)
      const bytes: StoredBytes | undefined = found && {
        ...found,
        contentEncoding: undefined,
        file: undefined,
      }
      reply(message.id, { type: 'bytes', bytes })
      return
    }
    case 'command':
      if (engine) reply(message.id, { type: 'done', outcome: engine.run(message.command) })
      return
    case 'forget':
      reader.forget()
      return
    case 'close':
      engine?.close()
      send({ type: 'closed' })
      parentPort?.close()
  }
}

function toFailure(error: unknown): WorkerReply {
  const message = `The store failed: ${error instanceof Error ? error.message : String(error)}`
  const failure = {
    code: 'store',
    message,
    position: undefined,
    fix: 'Ask again; if it stays, report it.',
  }
  return { type: 'failure', status: 500, failure }
}

function reply(id: number, answer: WorkerReply): void {
  send({ type: 'reply', id, reply: answer })
}

function send(message: FromWorker): void {
  parentPort?.postMessage(message)
}

main(workerData as WorkerSetup).catch((error: unknown) => {
  send({ type: 'failed', detail: error instanceof Error ? error.message : String(error) })
})
