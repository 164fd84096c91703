import type { IncomingMessage } from 'node:http'
import type { RawData, WebSocket } from 'ws'
import { readArrivalFrame, readReaderMessage, wireVersion } from 'protocol'
import type {
  Call,
  Failure,
  Notice,
  Parameters,
  ReaderMessage,
  ReaderName,
  SidecarMessage,
} from 'protocol'
import type { Store } from 'store'
import { readAddress } from './address.ts'
import { toFrameId } from './arrival-id.ts'
import type { Attention } from './attention.ts'
import type { ChangeApi } from './change-api.ts'
import { toFailure } from './failure.ts'
import { toIngestRoute } from './ingest-route.ts'
import type { Intake } from './intake.ts'
import { createLiveQueries } from './live-queries.ts'
import type { Notices } from './notices.ts'
import type { Pulse } from './pulse.ts'
import type { ReadRoutes } from './read-api.ts'
import { createWireFlow } from './wire-flow.ts'

/** What a connection can do for its reader. */
export interface WireTools {
  readonly store: Store
  readonly intake: Intake
  readonly reads: ReadRoutes
  readonly changes: ChangeApi
  readonly notices: Notices
  readonly pulse: Pulse
  readonly attention: Attention
  readonly sidecar: { readonly name: string; readonly version: string; readonly root: string }
  readonly now: () => number
}

/** One reader at the other end of a WebSocket. */
export interface WireConnection {
  readonly reader: () => ReaderName
  /** Undefined when it does not answer in time. */
  readonly ask: (question: string, parameters: Parameters) => Promise<unknown>
  /** Ends the connection if nothing was heard since the last check. */
  readonly check: () => void
  /** Says goodbye. */
  readonly end: () => void
  /** After it was closed. */
  readonly close: () => void
}

/** How long a plugin may take to answer. */
const ASK_LIMIT = 2000

/** What room is kept for an answer that is not made yet: as large as a page of events can be. */
const ANSWER_SIZE = 1 << 20

/** Messages of a connection that nobody could read; with more it is no reader of ours. */
const UNREADABLE_LIMIT = 100

export function createWireConnection(
  socket: WebSocket,
  request: IncomingMessage,
  tools: WireTools,
): WireConnection {
  let reader: ReaderName = 'other'
  let session = ''
  let version = wireVersion
  let isAlive = true
  let lastAsk = 0
  let unreadable = 0
  const asked = new Map<number, (value: unknown) => void>()
  const stop = new AbortController()
  let acknowledged: number[] = []

  const flow = createWireFlow(socket, ({ data, isBinary }) => {
    const bytes = toBytes(data)
    if (isBinary) {
      void take(bytes).finally(flow.begin(bytes.length))
      return
    }
    const reading = readReaderMessage(bytes.toString(), version)
    if (reading.ok) hear(reading.message)
    else countUnreadable(`This message could not be read: ${reading.detail}.`)
  })
  const sendText = flow.send
  const send = (message: SidecarMessage): void => sendText(JSON.stringify(message))
  const fail = (id: number, failure: Failure): void => send({ type: 'failure', id, failure })

  const { store, attention, pulse } = tools
  const live = createLiveQueries({ store, attention, pulse, socket, sendText, fail })
  const stopNotices = tools.notices.listen((notice: Notice) => send({ type: 'notice', notice }))

  const call = async ({ id, method, path, parameters, body }: Call): Promise<void> => {
    if (method === 'GET') {
      const answer = await tools.reads.read(path, parameters, stop.signal)
      // The value is text already: it is not parsed only to be printed again.
      if (answer.ok) sendText(`{"type":"result","id":${id},"value":${answer.json}}`)
      else fail(id, answer.failure)
      return
    }
    const answer = await tools.changes.change(path, body)
    if (answer.ok) send({ type: 'result', id, value: answer.value })
    else fail(id, answer.failure)
  }

  const hear = (message: ReaderMessage): void => {
    switch (message.type) {
      case 'hello':
        reader = message.reader
        session = message.session
        version = message.version
        if (message.version > wireVersion) fail(0, tooOld(message.version))
        send({ type: 'welcome', version: wireVersion, sidecar: tools.sidecar })
        break
      case 'call':
        void call(message)
          .catch((error: unknown) => fail(message.id, toBroken(error)))
          // One that waits for something to happen is not being answered.
          .finally(flow.begin('wait' in message.parameters ? 0 : ANSWER_SIZE))
        break
      case 'subscribe':
        void live.open(message)
        break
      case 'unsubscribe':
        live.end(message.id)
        break
      case 'answer':
        asked.get(message.id)?.(message.value)
        asked.delete(message.id)
    }
  }

  /** Acknowledged together: one message for what became safe in the same turn. */
  const acknowledge = (frame: number): void => {
    acknowledged.push(frame)
    if (acknowledged.length > 1) return
    setImmediate(() => {
      const frames = acknowledged
      acknowledged = []
      send({ type: 'ack', frames })
    })
  }

  const take = async (bytes: Uint8Array): Promise<void> => {
    const reading = readArrivalFrame(bytes)
    if (!reading.ok) {
      countUnreadable(`A frame could not be read: ${reading.detail}`)
      return
    }
    const { id: frame, header, body } = reading.frame
    const { path, query } = readAddress(header.path)
    const route = toIngestRoute('POST', path, query)
    if (route === undefined) {
      tools.notices.add('wire-frame', `A frame names no place: ${header.path.slice(0, 80)}`)
      acknowledge(frame)
      return
    }
    const parameters = { ...route.parameters, ...header.parameters }
    await tools.intake.keep(
      {
        id: toFrameId(session, frame),
        receivedAt: tools.now(),
        format: route.format,
        contentType: header.contentType,
        contentEncoding: header.contentEncoding,
        channel: route.channel,
        parameters,
        project: route.project,
        service: parameters['service'],
        run: parameters['run'],
        host: request.headers.host,
      },
      { type: 'memory', pieces: [body] },
    )
    acknowledge(frame)
  }

  const countUnreadable = (text: string): void => {
    unreadable++
    // 1008: what was said is not what this is for.
    if (unreadable > UNREADABLE_LIMIT) socket.close(1008, 'no message of these could be read')
    else fail(0, toFailure('message', text))
  }

  socket.on('message', (data: RawData, isBinary: boolean) => {
    isAlive = true
    flow.hear({ data, isBinary })
  })
  socket.on('pong', () => {
    isAlive = true
  })
  // Told by `close` as well; without a listener it would end the process.
  socket.on('error', () => undefined)

  return {
    reader: () => reader,
    ask: (question, parameters) =>
      new Promise((resolve) => {
        const id = ++lastAsk
        const timer = setTimeout(() => {
          asked.delete(id)
          resolve(undefined)
        }, ASK_LIMIT)
        asked.set(id, (value) => {
          clearTimeout(timer)
          resolve(value)
        })
        send({ type: 'ask', id, question, parameters })
      }),
    check: () => {
      if (!isAlive && !flow.isHolding()) {
        socket.terminate()
        return
      }
      isAlive = false
      socket.ping()
    },
    end: () => {
      // 1001: going away.
      socket.close(1001, 'the sidecar ends')
      setTimeout(() => socket.terminate(), 200).unref()
    },
    close: () => {
      stop.abort()
      live.close()
      stopNotices()
      for (const resolve of asked.values()) resolve(undefined)
      asked.clear()
    },
  }
}

function tooOld(version: number): Failure {
  return toFailure(
    'version',
    `This sidecar speaks version ${wireVersion}, and the reader version ${version}.`,
    'Stop it and start the newer one: `npx footlight`.',
  )
}

function toBroken(error: unknown): Failure {
  return toFailure('broken', error instanceof Error ? error.message : String(error))
}

function toBytes(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? Buffer.from(data) : data
}
