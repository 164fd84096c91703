import { readSidecarMessage, wireVersion } from 'protocol'
import type { ReaderMessage, ReaderName, SidecarMessage } from 'protocol'
import type { SocketClass, WireSocket } from './socket.ts'

/** `refused`: the sidecar is there, but does not take this reader's token or origin. */
export type ConnectionState = 'idle' | 'connecting' | 'open' | 'lost' | 'refused' | 'closed'

/** The WebSocket to the sidecar, made anew whenever it breaks. */
export interface WireLink {
  readonly state: () => ConnectionState
  /** Connects, if it has not already. */
  readonly open: () => void
  /** Tries now instead of when the pause is over: somebody is looking. */
  readonly retry: () => void
  /** Dropped while there is no connection: what must not be lost is sent again in `onOpen`. */
  readonly send: (message: ReaderMessage) => void
  readonly sendBytes: (bytes: Uint8Array<ArrayBuffer>) => void
  readonly close: () => void
}

export interface WireLinkOptions {
  readonly url: () => string
  readonly protocols: () => string[]
  readonly reader: ReaderName
  readonly session: string
  readonly WebSocket: SocketClass
  /** Whether the sidecar answers and refuses, after a connection failed. */
  readonly isRefused: () => Promise<boolean>
  readonly onState: (state: ConnectionState) => void
  readonly onOpen: () => void
  readonly onMessage: (message: SidecarMessage) => void
}

const FIRST_PAUSE = 250
const LAST_PAUSE = 5000
/** Dev servers leave upgrades open for ever that nobody answers. */
const CONNECT_LIMIT = 8000

export function createWireLink(options: WireLinkOptions): WireLink {
  let socket: WireSocket | undefined
  let state: ConnectionState = 'idle'
  let pause = FIRST_PAUSE
  let timer: ReturnType<typeof setTimeout> | undefined

  const enter = (next: ConnectionState): void => {
    if (state === next || state === 'closed') return
    state = next
    options.onState(next)
  }

  const connect = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (state === 'closed' || socket !== undefined) return
    if (state === 'idle') enter('connecting')
    let made: WireSocket
    try {
      made = new options.WebSocket(options.url(), options.protocols())
    } catch {
      // A token that is no word of a header, or a page that forbids connections.
      plan()
      return
    }
    socket = made
    made.binaryType = 'arraybuffer'
    const limit = wait(() => made.close(), CONNECT_LIMIT)
    made.addEventListener('open', () => {
      clearTimeout(limit)
      const { reader, session } = options
      made.send(JSON.stringify({ type: 'hello', version: wireVersion, reader, session }))
    })
    let version = wireVersion
    made.addEventListener('message', ({ data }) => {
      if (typeof data !== 'string') return
      const reading = readSidecarMessage(data, version)
      if (!reading.ok) return
      if (reading.message.type === 'welcome') {
        pause = FIRST_PAUSE
        version = reading.message.version
        enter('open')
        options.onOpen()
      }
      options.onMessage(reading.message)
    })
    // Told by `close` as well; without a listener `ws` would end the process.
    made.addEventListener('error', () => undefined)
    made.addEventListener('close', () => {
      clearTimeout(limit)
      if (socket !== made) return
      const wasOpen = state === 'open'
      socket = undefined
      if (wasOpen) enter('lost')
      else void lookWhy()
      plan()
    })
  }

  /** A browser does not tell why a WebSocket failed. */
  const lookWhy = async (): Promise<void> => {
    const isRefused = await options.isRefused()
    if (state !== 'open') enter(isRefused ? 'refused' : 'lost')
  }

  const plan = (): void => {
    if (state === 'closed' || timer !== undefined) return
    timer = wait(connect, pause)
    pause = Math.min(pause * 2, LAST_PAUSE)
  }

  return {
    state: () => state,
    open: connect,
    retry: () => {
      pause = FIRST_PAUSE
      if (state !== 'idle') connect()
    },
    send: (message) => {
      if (state === 'open') socket?.send(JSON.stringify(message))
    },
    sendBytes: (bytes) => {
      if (state === 'open') socket?.send(bytes)
    },
    close: () => {
      enter('closed')
      clearTimeout(timer)
      socket?.close(1000, 'done')
      socket = undefined
    },
  }
}

/** In Node a program that only waits for a sidecar may end. */
function wait(run: () => void, pause: number): ReturnType<typeof setTimeout> {
  const timer = setTimeout(run, pause)
  if (typeof timer === 'object' && 'unref' in timer) timer.unref()
  return timer
}
