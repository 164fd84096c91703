import type { RawData, WebSocket } from 'ws'

/**
 * Lets the other end of a WebSocket say no more than is being handled. What is not read from its
 * socket waits at that end, instead of here.
 */
export interface WireFlow {
  /** Something was said. It is handled when there is room for it, in its turn. */
  readonly hear: (message: WireMessage) => void
  /** Something of so many bytes is handled from now on, until what is returned is called. */
  readonly begin: (bytes: number) => () => void
  readonly send: (text: string) => void
  /** It cannot be heard, because we do not listen. */
  readonly isHolding: () => boolean
}

export interface WireMessage {
  readonly data: RawData
  readonly isBinary: boolean
}

export interface FlowSocket extends Pick<
  WebSocket,
  'bufferedAmount' | 'isPaused' | 'OPEN' | 'pause' | 'readyState' | 'resume'
> {
  readonly send: (text: string, whenSent: () => void) => void
}

/** Questions and arrivals of one reader that may be under way. */
const COUNT_LIMIT = 256
const BYTES_LIMIT = 8 << 20

/** Answers that a reader may have before it, unread. */
const UNREAD_LIMIT = 4 << 20

export function createWireFlow(
  socket: FlowSocket,
  handle: (message: WireMessage) => void,
): WireFlow {
  // A socket that is paused still brings the messages of the last piece that was read from it.
  const heard: WireMessage[] = []
  let count = 0
  let bytes = 0

  const isFull = (part: number): boolean => count > COUNT_LIMIT * part || bytes > BYTES_LIMIT * part
  const isUnread = (): boolean => socket.bufferedAmount > UNREAD_LIMIT

  const goOn = (): void => {
    while (socket.readyState === socket.OPEN && !isFull(1) && !isUnread()) {
      const message = heard.shift()
      if (message === undefined) break
      handle(message)
    }
    if (socket.readyState !== socket.OPEN) heard.length = 0
    else if (isFull(1) || isUnread()) socket.pause()
    else if (socket.isPaused && !isFull(0.5)) socket.resume()
  }

  return {
    hear: (message) => {
      heard.push(message)
      if (heard.length === 1) goOn()
    },
    begin: (size) => {
      count++
      bytes += size
      return () => {
        count--
        bytes -= size
        goOn()
      }
    },
    send: (text) => {
      if (socket.readyState === socket.OPEN) socket.send(text, goOn)
    },
    isHolding: () => isFull(0.5),
  }
}
