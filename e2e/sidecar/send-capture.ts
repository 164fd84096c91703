import { request } from 'node:http'
import { toArrivalFrame } from 'protocol'
import { WebSocket } from 'ws'
import type { CapturedRequest } from '../corpus/capture.ts'
import type { Footlight } from './footlight.ts'

/** Headers that belong to the connection the capture was made on. */
const ownHeaders = new Set(['host', 'connection', 'content-length', 'transfer-encoding'])

/** Repeats what an SDK sent, one after another, as the SDK did. Every answer must be a success. */
export async function sendAsRequests(
  { url }: Footlight,
  requests: readonly CapturedRequest[],
  run: string,
): Promise<void> {
  for (const captured of requests) {
    const status = await send(url, captured, run)
    if (status < 200 || status > 299) {
      throw new Error(`${captured.method} ${captured.url} was answered with ${status}`)
    }
  }
}

function send(
  base: string,
  { method, url, headers, body }: CapturedRequest,
  run: string,
): Promise<number> {
  const target = new URL(base + url)
  target.searchParams.set('run', run)
  const kept = Object.entries(headers).filter(([name]) => !ownHeaders.has(name.toLowerCase()))
  return new Promise((resolve, reject) => {
    const sending = request(target, { method, headers: Object.fromEntries(kept) }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    sending.on('error', reject)
    sending.end(body)
  })
}

/** The same as frames of one WebSocket; fulfilled once every one of them was acknowledged. */
export async function sendAsFrames(
  { url, token }: Footlight,
  requests: readonly CapturedRequest[],
  run: string,
): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/__footlight/wire?token=${token}`)
  const open = new Set(requests.keys())
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('open', () => {
      socket.send(
        JSON.stringify({ type: 'hello', version: 1, reader: 'test', session: `run-${run}` }),
      )
      for (const [id, { url: target, headers, body }] of requests.entries()) {
        const [path = '', query] = target.split('?')
        const parameters = { ...Object.fromEntries(new URLSearchParams(query)), run }
        const header = {
          path,
          contentType: headers['content-type'],
          contentEncoding: headers['content-encoding'],
          parameters,
        }
        socket.send(toArrivalFrame({ id, header, body }))
      }
      if (open.size === 0) resolve()
    })
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { type: string; frames?: number[] }
      for (const frame of message.frames ?? []) open.delete(frame)
      if (message.type === 'ack' && open.size === 0) resolve()
    })
  })
  socket.close()
}
