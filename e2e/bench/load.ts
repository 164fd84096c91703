import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { toSerialBody } from './serial-body.ts'
import type { SerialBody } from './serial-body.ts'

export interface LoadOptions {
  readonly url: string
  readonly sample: string
  readonly concurrency: number
  readonly milliseconds: number
  /** Sets the ids apart from those of other measurements. */
  readonly run: number
}

export interface LoadFigures {
  readonly answered: number
  readonly seconds: number
  readonly perSecond: number
  /** The body with the greatest number that was answered. */
  readonly last: { readonly eventId: string; readonly traceId: string }
}

/** Posts as fast as it is answered. Written on sockets: a client library would be what is measured. */
export async function runLoad(options: LoadOptions): Promise<LoadFigures> {
  const { url, sample, concurrency, milliseconds, run } = options
  const begin = performance.now()
  const end = begin + milliseconds
  let serial = 0
  let answered = 0
  const lanes = Array.from({ length: concurrency }, async () => {
    const body = toSerialBody(sample, run)
    const lane = await openLane(url, body)
    while (performance.now() < end) {
      body.write(serial++)
      await lane.post()
      answered++
    }
    lane.close()
  })
  await Promise.all(lanes)
  const seconds = (performance.now() - begin) / 1000
  const body = toSerialBody(sample, run)
  const last = { eventId: body.eventId(serial - 1), traceId: body.traceId(serial - 1) }
  return { answered, seconds, perSecond: answered / seconds, last }
}

/** Posts at a fixed rate, whether it is answered or not; when each one was sent, by its event id. */
export async function runPace(
  options: Omit<LoadOptions, 'concurrency'> & { readonly perSecond: number },
): Promise<ReadonlyMap<string, number>> {
  const { url, sample, milliseconds, run, perSecond } = options
  const sent = new Map<string, number>()
  const idle: (readonly [SerialBody, Lane])[] = []
  const postOne = async (serial: number): Promise<void> => {
    const body = idle.at(-1)?.[0] ?? toSerialBody(sample, run)
    const [, lane] = idle.pop() ?? [body, await openLane(url, body)]
    body.write(serial)
    sent.set(body.eventId(serial), performance.now())
    await lane.post()
    idle.push([body, lane])
  }
  const begin = performance.now()
  const count = Math.ceil((milliseconds / 1000) * perSecond)
  const posts: Promise<void>[] = []
  for (let serial = 0; serial < count; serial++) {
    const due = begin + (serial / perSecond) * 1000
    while (performance.now() < due) await pause(1)
    posts.push(postOne(serial))
  }
  await Promise.all(posts)
  for (const [, lane] of idle) lane.close()
  return sent
}

/** One connection with one request at a time. */
interface Lane {
  readonly post: () => Promise<void>
  readonly close: () => void
}

async function openLane(url: string, { bytes }: SerialBody): Promise<Lane> {
  const { hostname, port, host } = new URL(url)
  const socket: Socket = connect(Number(port), hostname)
  socket.setNoDelay(true)
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  const head = Buffer.from(
    `POST /stream HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/x-sentry-envelope\r\nContent-Length: ${bytes.length}\r\n\r\n`,
  )
  let answer = ''
  let waiting: { readonly resolve: () => void; readonly reject: (error: Error) => void } | undefined
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1')
    if (!isWhole(answer)) return
    const isGood = answer.startsWith('HTTP/1.1 2')
    const settled = waiting
    waiting = undefined
    if (isGood) settled?.resolve()
    else settled?.reject(new Error(answer.slice(0, 200)))
    answer = ''
  })
  socket.on('close', () => waiting?.reject(new Error('the connection was closed')))
  return {
    post: () =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.cork()
        socket.write(head)
        socket.write(bytes)
        socket.uncork()
      }),
    close: () => socket.destroy(),
  }
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n')
  if (end === -1) return false
  const length = /content-length: *(\d+)/i.exec(answer.slice(0, end))?.[1]
  if (length !== undefined) return answer.length >= end + 4 + Number(length)
  return answer.endsWith('0\r\n\r\n') || answer.startsWith('HTTP/1.1 204')
}
