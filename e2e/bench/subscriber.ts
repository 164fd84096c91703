import { request } from 'node:http'
import { WebSocket } from 'ws'

/** Somebody who watches while others send. */
export interface Subscriber {
  /** When each event was seen first, by its id. */
  readonly seen: ReadonlyMap<string, number>
  readonly close: () => void
}

/** Of `GET /stream`, which both have. */
export async function openStream(url: string): Promise<Subscriber> {
  const seen = new Map<string, number>()
  const stop = new AbortController()
  let rest = ''
  await new Promise<void>((resolve, reject) => {
    const asking = request(
      url,
      { headers: { accept: 'text/event-stream' }, signal: stop.signal },
      (response) => {
        resolve()
        response.on('data', (chunk: Buffer) => {
          const now = performance.now()
          const text = rest + chunk.toString('latin1')
          for (const [, id = ''] of text.matchAll(/"event_id":"(7f2c1d3e[0-9a-f]{24})"/g))
            if (!seen.has(id)) seen.set(id, now)
          // An id may come in two pieces.
          rest = text.slice(-50)
        })
        response.on('error', () => undefined)
      },
    )
    asking.on('error', reject)
    asking.end()
  })
  return { seen, close: () => stop.abort() }
}

/** Of a live query. */
export async function openLiveQuery(url: string, token: string, path: string): Promise<Subscriber> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/__footlight/wire?token=${token}`)
  const seen = new Map<string, number>()
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('open', () => {
      socket.send(JSON.stringify({ type: 'hello', version: 1, reader: 'test', session: 'bench' }))
      socket.send(JSON.stringify({ type: 'subscribe', id: 1, path, parameters: {} }))
    })
    socket.on('message', (data: Buffer) => {
      const now = performance.now()
      const message = JSON.parse(data.toString()) as {
        readonly type: string
        readonly put?: readonly { readonly item: { readonly id?: string } }[]
      }
      for (const { item } of message.put ?? []) {
        if (item.id !== undefined && !seen.has(item.id)) seen.set(item.id, now)
      }
      if (message.type === 'page') resolve()
    })
  })
  return { seen, close: () => socket.terminate() }
}
