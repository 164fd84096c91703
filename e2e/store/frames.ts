import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { toArrivalFrame } from 'protocol'
import { WebSocket } from 'ws'
import type { Footlight } from '../sidecar/footlight.ts'

/**
 * One sender of frames, that outlives the sidecars it sends to: what was not acknowledged is sent
 * again on the next connection, since the acknowledgement may have been lost with the process.
 */
export interface Frames {
  readonly connect: (
    footlight: Pick<Footlight, 'url' | 'token'>,
    onAcknowledged: (frame: Frame) => void,
  ) => Promise<void>
  /** `false` when the connection ends before it is acknowledged. */
  readonly send: (frame: Frame) => Promise<boolean>
}

export interface Frame {
  readonly name: string
  readonly body: Uint8Array
}

const header = {
  path: '/api/1/envelope/',
  contentType: undefined,
  contentEncoding: undefined,
  parameters: {},
}

export function createFrames(): Frames {
  const session = randomUUID()
  const open = new Map<number, { readonly frame: Frame; readonly settle: (is: boolean) => void }>()
  let socket: WebSocket | undefined
  let lastId = 0

  return {
    connect: async ({ url, token }, onAcknowledged) => {
      const next = new WebSocket(`${url.replace('http', 'ws')}/__footlight/wire?token=${token}`)
      next.on('message', (data: Buffer) => {
        const { frames = [] } = JSON.parse(data.toString()) as { frames?: readonly number[] }
        for (const id of frames) {
          const waiting = open.get(id)
          if (waiting === undefined) continue
          open.delete(id)
          onAcknowledged(waiting.frame)
          waiting.settle(true)
        }
      })
      next.on('close', () => {
        for (const { settle } of open.values()) settle(false)
      })
      await once(next, 'open')
      next.on('error', () => undefined)
      next.send(JSON.stringify({ type: 'hello', version: 1, reader: 'test', session }))
      for (const [id, { frame }] of open) next.send(toBytes(id, frame))
      socket = next
    },
    send: (frame) =>
      new Promise((resolve) => {
        if (socket?.readyState !== WebSocket.OPEN) {
          resolve(false)
          return
        }
        const id = ++lastId
        open.set(id, { frame, settle: resolve })
        socket.send(toBytes(id, frame))
      }),
  }
}

function toBytes(id: number, { body }: Frame): Uint8Array {
  return toArrivalFrame({ id, header, body })
}
