import { http } from '../builtin-http.ts'

/** Tells the sidecar which servers of this process pages ask from another origin. */
export interface OriginNews {
  readonly tell: (origin: string) => void
  readonly close: () => void
}

/** A sidecar that was started anew knows nothing of what the former was told. */
const AGAIN = 5000

/** A server is asked under few names. */
const LIMIT = 50

export function createOriginNews(sidecar: URL): OriginNews {
  const agent = new http.Agent({ keepAlive: true })
  const address = new URL('/__footlight/traced-origins', sidecar)
  const toldAt = new Map<string, number>()

  const send = (origin: string): void => {
    const request = http.request(address, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json' },
    })
    // A sidecar that is away must not be noticed by the app.
    request.on('error', () => undefined)
    request.on('response', (response) => response.resume())
    request.on('socket', (socket) => socket.unref())
    request.end(JSON.stringify({ origin, pid: process.pid }))
  }

  return {
    tell: (origin) => {
      const now = performance.now()
      const before = toldAt.get(origin)
      if (before === undefined ? toldAt.size >= LIMIT : now - before < AGAIN) return
      toldAt.set(origin, now)
      send(origin)
    },
    close: () => agent.destroy(),
  }
}
