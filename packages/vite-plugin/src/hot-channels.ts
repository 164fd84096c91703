import type { ViteDevServer } from 'vite'

/** Hears what the dev server tells its pages: there is no hook for that. */
export function listenToPages(server: ViteDevServer, hear: (payload: object) => void): void {
  const channels = new Set<HotChannel>(findChannels(server))
  let last: unknown
  for (const channel of channels) {
    channel.send = new Proxy(channel.send, {
      apply: (send, self, given: unknown[]) => {
        const [payload] = given
        // One channel may pass it on to another.
        if (typeof payload === 'object' && payload !== null && payload !== last) {
          last = payload
          hear(payload)
        }
        const result: unknown = Reflect.apply(send, self, given)
        return result
      },
    })
  }
}

interface HotChannel {
  send: (...parameters: never[]) => unknown
}

/** Since Vite 6 each environment has one; before there was one for all. Plugins use the WebSocket's. */
function findChannels(server: ViteDevServer): readonly HotChannel[] {
  const named: readonly unknown[] = [
    server.ws,
    'hot' in server ? server.hot : undefined,
    ...('environments' in server ? Object.values(server.environments).map(({ hot }) => hot) : []),
  ]
  return named.filter(isChannel)
}

function isChannel(value: unknown): value is HotChannel {
  return (
    typeof value === 'object' &&
    value !== null &&
    'send' in value &&
    typeof value.send === 'function'
  )
}
