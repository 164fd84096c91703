import { applyChange, wireVersion } from 'protocol'
import type { Call, Parameters, ReaderMessage } from 'protocol'
import { readHeard } from './heard.ts'
import { timed } from './own-time.ts'
import { TOKEN_KEY } from '../token-key.ts'
import { toRandomId } from './random-id.ts'
import { keepInTab, readTab } from './tab-memory.ts'

/**
 * The loader's own side of the wire. `packages/client` can more, and is a third of the size that
 * the loader may have: nothing is sent here that must not be lost, and only a few lists are followed.
 */
export interface Wire {
  readonly state: () => WireState
  /** The items now, and again after each change and each connection. */
  readonly follow: (path: string, parameters: Parameters, onItems: OnItems) => void
  /** Undefined when it is not answered. */
  readonly call: (
    method: Call['method'],
    path: string,
    parameters: Parameters,
    body?: unknown,
  ) => Promise<unknown>
  readonly token: () => string
  /** Tries now: somebody is looking. */
  readonly wake: () => void
  readonly close: () => void
}

/** `refused`: the dev server or sidecar is there, and this page may not read. */
export type WireState = 'connecting' | 'open' | 'lost' | 'refused'

type OnItems = (items: readonly unknown[]) => void

export interface WireOptions {
  readonly window: Window & typeof globalThis
  /** Where `__footlight/` is, with the slash. */
  readonly url: string
  /** Through a dev server: the one protocol it knows to be ours. */
  readonly subprotocol: string
  /** The page's unless told. */
  readonly fetch: typeof fetch | undefined
  readonly onState: (state: WireState) => void
}

interface Followed {
  readonly path: string
  readonly parameters: Parameters
  readonly onItems: OnItems
  items: readonly unknown[]
}

const FIRST_PAUSE = 500
/** A sidecar that is gone for good must not fill the console of a page that is left open. */
const LAST_PAUSE = 30_000
/** Vite leaves upgrades open for ever that nobody answers. */
const CONNECT_LIMIT = 8000

export function createWire(options: WireOptions): Wire {
  const { window, url, subprotocol, onState } = options
  const { document } = window
  const session = toRandomId()
  const followed = new Map<number, Followed>()
  const calls = new Map<number, (value: unknown) => void>()
  let socket: WebSocket | undefined
  let state: WireState = 'connecting'
  let token = ''
  let lastId = 0
  let pause = FIRST_PAUSE
  let timer: number | undefined
  let isBusy = false
  let isClosed = false

  const enter = (next: WireState): void => {
    if (state === next) return
    state = next
    onState(next)
  }

  const send = (message: ReaderMessage): void => {
    if (state === 'open') socket?.send(JSON.stringify(message))
  }

  const subscribe = (id: number, { path, parameters }: Followed): void =>
    send({ type: 'subscribe', id, path, parameters })

  /** Nobody looks at a hidden page: it connects again when it is shown. */
  const plan = (): void => {
    if (isClosed || timer !== undefined || document.hidden) return
    timer = window.setTimeout(connect, pause)
    pause = Math.min(pause * 2, LAST_PAUSE)
  }

  const fail = (next: 'lost' | 'refused'): void => {
    isBusy = false
    socket = undefined
    for (const settle of calls.values()) settle(undefined)
    calls.clear()
    enter(next)
    // Who is refused is not let in by asking again.
    if (next === 'lost') plan()
  }

  const hear = (data: unknown): void => {
    const heard = readHeard(data)
    if (heard === undefined) return
    if (heard.type === 'welcome') {
      pause = FIRST_PAUSE
      isBusy = false
      enter('open')
      for (const [id, query] of followed) subscribe(id, query)
    } else if (heard.type === 'result') {
      calls.get(heard.id)?.(heard.value)
      calls.delete(heard.id)
    } else {
      const query = followed.get(heard.id)
      if (query === undefined) return
      query.items = heard.type === 'page' ? heard.items : applyChange(query.items, heard.change)
      query.onItems(query.items)
    }
  }

  const open = (): void => {
    const made = new window.WebSocket(`${url.replace(/^http/, 'ws')}wire`, [
      subprotocol,
      `footlight.${token}`,
    ])
    socket = made
    const limit = window.setTimeout(() => made.close(), CONNECT_LIMIT)
    made.addEventListener('open', () => {
      window.clearTimeout(limit)
      made.send(JSON.stringify({ type: 'hello', version: wireVersion, reader: 'loader', session }))
    })
    made.addEventListener('message', ({ data }) => timed(() => hear(data)))
    made.addEventListener('close', () => {
      window.clearTimeout(limit)
      if (socket === made) fail('lost')
    })
  }

  const connect = (): void => {
    window.clearTimeout(timer)
    timer = undefined
    if (isClosed || isBusy || socket !== undefined) return
    isBusy = true
    void meet()
  }

  const meet = async (): Promise<void> => {
    try {
      // Also tells whether anybody is there, which a WebSocket says with an error in the console only.
      // Another origin gives its token to nobody, and asking would be such an error as well.
      const isOurs = url.startsWith(window.location.origin)
      // The one this tab had before, the first time; the sidecar may have got another.
      const kept = isOurs && pause === FIRST_PAUSE ? readTab(window, TOKEN_KEY) : null
      const answer = kept ?? (await (isOurs ? askToken(options) : undefined))
      if (isClosed) return
      token = answer ?? ''
      if (answer === undefined) fail('refused')
      else {
        // The panel, being of our origin, has it there as well.
        if (answer !== kept) keepInTab(window, TOKEN_KEY, answer)
        open()
      }
    } catch {
      fail('lost')
    }
  }

  const wake = (): void => {
    if (document.hidden || socket !== undefined) return
    pause = FIRST_PAUSE
    connect()
  }
  document.addEventListener('visibilitychange', wake)
  window.addEventListener('online', wake)
  connect()

  return {
    state: () => state,
    follow: (path, parameters, onItems) => {
      const query = { path, parameters, onItems, items: [] }
      followed.set(++lastId, query)
      subscribe(lastId, query)
    },
    call: (method, path, parameters, body) =>
      new Promise((resolve) => {
        if (state !== 'open') return resolve(undefined)
        const id = ++lastId
        calls.set(id, resolve)
        send({ type: 'call', id, method, path, parameters, body })
      }),
    token: () => token,
    wake,
    close: () => {
      isClosed = true
      window.clearTimeout(timer)
      document.removeEventListener('visibilitychange', wake)
      window.removeEventListener('online', wake)
      socket?.close()
    },
  }
}

/** Undefined when it is refused; throws when nobody answers. */
async function askToken({ window, url, fetch: own }: WireOptions): Promise<string | undefined> {
  const address = `${url}session`
  const asking = { method: 'POST' }
  const response = await (own === undefined ? window.fetch(address, asking) : own(address, asking))
  // What stands before a server that has ended: a proxy, or the plugin before a sidecar.
  if (response.status >= 500) throw new Error(`session: ${response.status}`)
  if (!response.ok) return undefined
  const answer: unknown = await response.json()
  const isTold = typeof answer === 'object' && answer !== null && 'token' in answer
  return isTold && typeof answer.token === 'string' ? answer.token : undefined
}
