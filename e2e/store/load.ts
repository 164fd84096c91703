import { createHash, randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { Footlight } from '../sidecar/footlight.ts'
import type { Frame, Frames } from './frames.ts'

/** What a sender was answered to: by the name that each arrival bears. */
export interface Answered {
  readonly name: string
  /** Of the body as it was sent. */
  readonly hash: string
  readonly isFrame: boolean
}

/** Senders that go on until the sidecar is gone. */
export interface Load {
  readonly answered: readonly Answered[]
  /** Fulfilled once so many were answered. */
  readonly reached: (count: number) => Promise<void>
  /** Fulfilled once nobody gets an answer any more. */
  readonly ended: Promise<void>
}

/** Of each way to send: half of the load are requests, half are frames of one WebSocket. */
const SENDERS = 4

/** Most are small, some are as large as a trace of hundreds of spans, a few have a file of their own. */
const sizes = [200, 200, 500, 2000, 7000, 7000, 25_000, 60_000, 300_000, 1_500_000]

export function hashOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('base64')
}

export async function startLoad(
  footlight: Pick<Footlight, 'url' | 'token'>,
  prefix: string,
  frames: Frames,
): Promise<Load> {
  const answered: Answered[] = []
  const waiting = new Set<() => void>()
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS })
  let serial = 0

  const note = ({ name, body }: Frame, isFrame: boolean): void => {
    answered.push({ name, hash: hashOf(body), isFrame })
    for (const wake of waiting) wake()
  }

  const post = (body: Uint8Array): Promise<boolean> =>
    new Promise((resolve) => {
      const url = `${footlight.url}/api/1/envelope/`
      const sending = request(url, { method: 'POST', agent }, (response) => {
        // With the status it is answered, even if the rest of the answer never comes.
        resolve(response.statusCode === 200)
        response.on('error', () => undefined)
        response.resume()
      })
      sending.on('error', () => resolve(false))
      sending.end(body)
    })

  const make = (): Frame => {
    const name = `${prefix}-${++serial}`
    return { name, body: toEnvelope(name, sizes[Math.floor(Math.random() * sizes.length)] ?? 0) }
  }

  const sendRequests = async (): Promise<void> => {
    for (;;) {
      const arrival = make()
      if (!(await post(arrival.body))) return
      note(arrival, false)
    }
  }

  const sendFrames = async (): Promise<void> => {
    while (await frames.send(make()));
  }

  await frames.connect(footlight, (frame) => note(frame, true))
  const senders = [sendRequests, sendFrames].flatMap((send) =>
    Array.from({ length: SENDERS }, send),
  )
  const ended = Promise.all(senders).then(() => agent.destroy())

  return {
    answered,
    reached: async (count) => {
      while (answered.length < count) {
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            waiting.delete(wake)
            resolve()
          }
          waiting.add(wake)
        })
      }
    },
    ended,
  }
}

/** An error, a span and a log that all bear the name. */
function toEnvelope(name: string, size: number): Buffer {
  const trace = {
    trace_id: randomBytes(16).toString('hex'),
    span_id: randomBytes(8).toString('hex'),
  }
  const time = Date.now() / 1000
  const event = {
    event_id: randomBytes(16).toString('hex'),
    timestamp: time,
    message: name,
    tags: { name },
    contexts: { trace },
    extra: { filling: randomBytes(size / 2).toString('hex') },
  }
  const transaction = {
    type: 'transaction',
    event_id: randomBytes(16).toString('hex'),
    transaction: name,
    start_timestamp: time,
    timestamp: time + 1,
    contexts: { trace },
  }
  const lines = [{}, { type: 'event' }, event, { type: 'transaction' }, transaction]
  return Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))
}
