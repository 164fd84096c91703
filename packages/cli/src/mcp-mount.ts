import { createClient } from 'client'
import type { Client } from 'client'
import type { McpClient } from 'mcp'
import type { Mount } from 'sidecar'
import { WebSocket } from 'ws'
import packageJson from '../package.json' with { type: 'json' }

/** `/mcp` of a sidecar in this process. */
export interface McpMount {
  readonly mount: Mount
  /** Where it listens is known only after it does. */
  readonly open: (sidecar: { readonly url: string; readonly token: string }) => void
  readonly close: () => void
}

export function createMcpMountPoint(): McpMount {
  let client: Client | undefined
  const early = {
    ok: false as const,
    failure: {
      code: 'early',
      message: 'The sidecar is starting.',
      position: undefined,
      fix: 'Ask again.',
    },
  }
  const reader: McpClient = {
    ask: (...question) => (client ? client.ask(...question) : Promise.resolve(early)),
    change: (...change) => (client ? client.change(...change) : Promise.resolve(early)),
  }
  let loading: Promise<Mount> | undefined

  /** Most sidecars never see an agent: what serves them is loaded with the first. */
  const load = async (): Promise<Mount> => {
    const { createMcpMount } = await import('mcp')
    return createMcpMount({ client: reader, version: packageJson.version, now: Date.now })
  }

  return {
    mount: (request, response) => {
      loading ??= load()
      void loading.then((answer) => answer(request, response))
    },
    open: ({ url, token }) => {
      client = createClient({
        url: `${url}/__footlight/`,
        token: () => token,
        reader: 'mcp',
        fetch,
        WebSocket,
      })
    },
    close: () => client?.close(),
  }
}
