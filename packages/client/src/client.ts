import type { Notice, Parameters, ReaderName, ReadApi, ReadPath } from 'protocol'
import { createAsker } from './asker.ts'
import type { Asker, AskerOptions } from './asker.ts'
import { createWireLink } from './wire-link.ts'
import type { ConnectionState } from './wire-link.ts'
import { createFollows } from './follow.ts'
import type { Following, Live } from './follow.ts'
import { createOutbox } from './outbox.ts'
import type { Outcome } from './outcome.ts'
import { toRequestPath } from './request-path.ts'
import type { SocketClass } from './socket.ts'

export interface ClientOptions extends AskerOptions {
  readonly reader: ReaderName
  readonly WebSocket: SocketClass
  /** Through a dev server: the one that it knows to be ours. */
  readonly subprotocol?: string
  readonly onState?: (state: ConnectionState) => void
}

export interface OutgoingArrival {
  /** As a request's: `/stream`, `/v1/traces`. */
  readonly path: string
  readonly contentType: string
  readonly body: Uint8Array
  readonly parameters?: Parameters
}

/** Answers a question of the sidecar. */
export type Answerer = (question: string, parameters: Parameters) => Promise<unknown>

/** Everything a reader says to the sidecar. Connects when something needs a link. */
export interface Client extends Asker {
  /** The answer, and every later one; what did not change in a list stays the same object. */
  readonly follow: <P extends ReadPath>(
    path: P,
    parameters: Parameters,
    onState: (state: Live<ReadApi[P]>) => void,
  ) => Following
  /** Fulfilled once it is safe on disk; kept and sent again while the sidecar is away. */
  readonly send: (arrival: OutgoingArrival) => Promise<Outcome<undefined>>
  readonly onAsk: (answerer: Answerer) => void
  readonly onNotice: (listener: (notice: Notice) => void) => void
  readonly state: () => ConnectionState
  /** Ahead of the first question. */
  readonly connect: () => void
  /** Tries to connect now: the person has come back to the page. */
  readonly retry: () => void
  readonly close: () => void
}

export function createClient(options: ClientOptions): Client {
  const { url, token, reader } = options
  const asker = createAsker(options)
  const session = crypto.randomUUID()
  let lastId = 0
  const noticeListeners = new Set<(notice: Notice) => void>()
  let answerer: Answerer | undefined

  const link = createWireLink({
    url: () => toSocketUrl(url),
    protocols: () => {
      const known = token()
      const name = options.subprotocol ?? 'footlight'
      return known === undefined ? [name] : [name, `footlight.${known}`]
    },
    reader,
    session,
    WebSocket: options.WebSocket,
    isRefused: async () => {
      const outcome = await asker.ask('health')
      return !outcome.ok && outcome.failure.code.startsWith('access-')
    },
    onState: (state) => {
      if (state !== 'open') follows.lose()
      options.onState?.(state)
    },
    onOpen: () => {
      outbox.resend()
      follows.renew()
    },
    onMessage: (message) => {
      if (follows.hear(message)) return
      if (message.type === 'ack') outbox.acknowledge(message.frames)
      else if (message.type === 'notice')
        for (const listener of noticeListeners) listener(message.notice)
      else if (message.type === 'ask') void answer(message.id, message.question, message.parameters)
    },
  })
  const outbox = createOutbox(link.sendBytes)
  const follows = createFollows(link.send, () => ++lastId)

  const answer = async (id: number, question: string, parameters: Parameters): Promise<void> => {
    let value: unknown
    try {
      value = await answerer?.(question, parameters)
    } catch {
      // A question that cannot be answered is one without an answer: the sidecar looks elsewhere.
    }
    link.send({ type: 'answer', id, value })
  }

  return {
    ...asker,
    follow: (path, parameters, onState) => {
      const question = toRequestPath(path, parameters)
      link.open()
      return follows.open(question.path, question.parameters, (state) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the sidecar made it of the same types
        onState(state as Live<ReadApi[typeof path]>)
      })
    },
    send: ({ path, contentType, body, parameters = {} }) => {
      link.open()
      return outbox.add({ path, contentType, body, parameters })
    },
    onAsk: (next) => {
      answerer = next
      link.open()
    },
    onNotice: (listener) => {
      noticeListeners.add(listener)
      link.open()
    },
    state: link.state,
    connect: link.open,
    retry: link.retry,
    close: () => {
      link.close()
      outbox.close()
    },
  }
}

function toSocketUrl(url: string): string {
  return `${url.replace(/^http/, 'ws')}wire`
}
