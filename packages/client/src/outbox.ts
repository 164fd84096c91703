import { FRAME_LIMIT, toArrivalFrame } from 'protocol'
import type { Outcome } from './outcome.ts'
import { toRefusal } from './outcome.ts'

/** What is kept for a sidecar that is away: so much of a dev session that nobody notices a restart. */
const BYTE_LIMIT = 16 << 20

/** Arrivals that the sidecar has not acknowledged. They are sent again on every new connection. */
export interface Outbox {
  readonly add: (frame: UnsentFrame) => Promise<Outcome<undefined>>
  readonly acknowledge: (frames: readonly number[]) => void
  /** On a new connection: everything that is not acknowledged, oldest first. */
  readonly resend: () => void
  readonly close: () => void
}

export interface UnsentFrame {
  readonly path: string
  readonly contentType: string
  readonly body: Uint8Array
  readonly parameters: Readonly<Record<string, string>>
}

interface Waiting {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly settle: (outcome: Outcome<undefined>) => void
}

export function createOutbox(sendBytes: (bytes: Uint8Array<ArrayBuffer>) => void): Outbox {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let byteLength = 0

  const settle = (id: number, outcome: Outcome<undefined>): void => {
    const found = waiting.get(id)
    if (found === undefined) return
    waiting.delete(id)
    byteLength -= found.bytes.length
    found.settle(outcome)
  }

  return {
    add: ({ path, contentType, body, parameters }) =>
      new Promise((resolve) => {
        const id = ++lastId
        const header = { path, contentType, contentEncoding: undefined, parameters }
        const bytes = new Uint8Array(toArrivalFrame({ id, header, body }))
        // The sidecar would end the connection over it, and every next one that it is sent on.
        if (bytes.length > FRAME_LIMIT) {
          resolve({ ok: false, failure: tooLarge })
          return
        }
        waiting.set(id, { bytes, settle: resolve })
        byteLength += bytes.length
        // The oldest go first: what happens now is what somebody looks for.
        for (const old of waiting.keys()) {
          if (byteLength <= BYTE_LIMIT || old === id) break
          settle(old, { ok: false, failure: overflow })
        }
        sendBytes(bytes)
      }),
    acknowledge: (frames) => {
      for (const id of frames) settle(id, { ok: true, value: undefined })
    },
    resend: () => {
      for (const { bytes } of waiting.values()) sendBytes(bytes)
    },
    close: () => {
      for (const id of waiting.keys()) settle(id, { ok: false, failure: closed })
    },
  }
}

const overflow = toRefusal('overflow', 'The sidecar was away for longer than could be kept.')
const tooLarge = toRefusal(
  'too-large',
  `An arrival may be ${FRAME_LIMIT >> 20} MB at most on a connection.`,
  'Post it to the sidecar, or send it in pieces.',
)
const closed = toRefusal('closed', 'The connection was closed before this was acknowledged.')
