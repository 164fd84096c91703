import type { Failure, Notice, Parameters, ReaderName, ReadApi, ReadPath } from 'protocol'
import { createWireLink } from './wire-link.ts'
import type { ConnectionState } from './wire-link.ts'
import { createFollows } from './follow.ts'
import type { Following, Live } from './follow.ts'
import { createOutbox } from './outbox.ts'
import { toRefusal } from './outcome.ts'
import type { Outcome } from './outcome.ts'
import { toAddress, toRequestPath } from './request-path.ts'
import type { SocketClass } from './socket.ts'

export interface ClientOptions {
  /** Where the sidecar's `__footlight/` is, with the slash; a dev server's will do. */
  readonly url: string
  /** Asked at every connection and request: the sidecar may have got another in between. */
  readonly token: () => string | undefined
  readonly reader: ReaderName
  readonly fetch: typeof fetch
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
export interface Client {
  /** `:id` parts of the path are taken from the parameters; the rest is the query. */
  readonly ask: <P extends ReadPath>(
    path: P,
    parameters?: Parameters,
    signal?: AbortSignal,
  ) => Promise<Outcome<ReadApi[P]>>
  /** The answer, and every later one; what did not change in a list stays the same object. */
  readonly follow: <P extends ReadPath>(
    path: P,
    parameters: Parameters,
    onState: (state: Live<ReadApi[P]>) => void,
  ) => Following
  readonly change: (
    method: 'POST' | 'DELETE',
    path: string,
    body?: unknown,
  ) => Promise<Outcome<unknown>>
  /** Fulfilled once it is safe on disk; kept and sent again while the sidecar is away. */
  readonly send: (arrival: OutgoingArrival) => Promise<Outcome<undefined>>
  readonly onAsk: (answerer: Answerer) => void
  readonly onNotice: (listener: (notice: Notice) => void) => void
  readonly state: () => ConnectionState
  /** Tries to connect now: the person has come back to the page. */
  readonly retry: () => void
  readonly close: () => void
}

export function createClient(options: ClientOptions): Client {
  const { url, token, reader } = options
  const session = crypto.randomUUID()
  let lastId = 0
  const noticeListeners = new Set<(notice: Notice) => void>()
  let answerer: Answerer | undefined

  const request = async <T>(address: string, init: RequestInit): Promise<Outcome<T>> => {
    const known = token()
    const headers = new Headers(init.headers)
    if (known !== undefined) headers.set('authorization', `Bearer ${known}`)
    try {
      const response = await options.fetch(`${url}api/${address}`, { ...init, headers })
      const value: unknown = await response.json()
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the sidecar made it of the same types
      if (response.ok) return { ok: true, value: value as T }
      return { ok: false, failure: readFailure(value, response.status) }
    } catch (error) {
      if (init.signal?.aborted === true) return { ok: false, failure: aborted }
      return { ok: false, failure: toUnreachable(url, error) }
    }
  }

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
      const outcome = await request('health', {})
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
    ask: (path, parameters = {}, signal) =>
      request(toAddress(toRequestPath(path, parameters)), signal === undefined ? {} : { signal }),
    follow: (path, parameters, onState) => {
      const question = toRequestPath(path, parameters)
      link.open()
      return follows.open(question.path, question.parameters, (state) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the sidecar made it of the same types
        onState(state as Live<ReadApi[typeof path]>)
      })
    },
    change: (method, path, body = {}) =>
      request(path, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
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
    retry: link.retry,
    close: () => {
      link.close()
      outbox.close()
    },
  }
}

const aborted = toRefusal('aborted', 'The question was taken back.')

function toUnreachable(url: string, error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error)
  return toRefusal(
    'unreachable',
    `The sidecar at ${url} does not answer: ${reason}`,
    'Start it with `npx footlight`.',
  )
}

function readFailure(value: unknown, status: number): Failure {
  const found = typeof value === 'object' && value !== null && 'failure' in value && value.failure
  if (typeof found !== 'object' || found === null || !('code' in found) || !('message' in found)) {
    return toRefusal('status', `The sidecar answered ${status}.`)
  }
  const { code, message } = found
  return {
    code: String(code),
    message: String(message),
    position:
      'position' in found && typeof found.position === 'number' ? found.position : undefined,
    fix: 'fix' in found && typeof found.fix === 'string' ? found.fix : undefined,
  }
}

function toSocketUrl(url: string): string {
  return `${url.replace(/^http/, 'ws')}wire`
}
