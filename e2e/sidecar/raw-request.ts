import { connect } from 'node:net'
import type { Socket } from 'node:net'
import type { Footlight } from './footlight.ts'

export interface RawAnswer {
  readonly status: number
  readonly text: string
}

/** Says to the sidecar exactly these bytes: what no client library would. */
export function sendRaw(footlight: Footlight, text: string | Uint8Array): Promise<RawAnswer> {
  const socket = openSocket(footlight)
  socket.write(text)
  return new Promise((resolve) => {
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
    })
    socket.on('close', () => {
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0), text: answer })
    })
  })
}

export interface RawRequest {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** One request with any headers, Host and Origin among them. */
export function ask(
  footlight: Footlight,
  { method, path, headers = {}, body = '' }: RawRequest,
): Promise<RawAnswer> {
  const { host } = new URL(footlight.url)
  const said = Object.entries({
    host,
    connection: 'close',
    ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  return sendRaw(footlight, `${method} ${path} HTTP/1.1\r\n${said.join('')}\r\n${body}`)
}

export function openSocket({ url }: Footlight): Socket {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  return socket
}
