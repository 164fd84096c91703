import { createClient } from 'client'
import type { Client, Following } from 'client'
import { WebSocket } from 'ws'
import type { Reach, ReachFlags } from './reach.ts'
import { findRunningSidecar } from './running-sidecar.ts'
import type { SidecarAddress } from './running-sidecar.ts'

const LOOK_EVERY = 500

/**
 * Keeps following whoever serves the project: a sidecar that was started anew may listen elsewhere.
 * A client finds back to the same address by itself.
 */
export function createLiveLink(
  reach: Reach,
  { url }: ReachFlags,
  follow: (client: Client) => Following,
): { readonly close: () => void } {
  let address: SidecarAddress = reach.address
  let client = openClient(address)
  let following = follow(client)
  const isFixed = reach.isOwn || url !== undefined

  const look = async (): Promise<void> => {
    if (client.state() === 'open') return
    const found = await findRunningSidecar(reach.project.data)
    if (found === undefined || (found.url === address.url && found.token === address.token)) return
    following.close()
    client.close()
    address = found
    client = openClient(found)
    following = follow(client)
  }

  const timer = isFixed ? undefined : setInterval(() => void look(), LOOK_EVERY)
  return {
    close: () => {
      clearInterval(timer)
      following.close()
      client.close()
    },
  }
}

function openClient({ url, token }: SidecarAddress): Client {
  return createClient({
    url: `${url}/__footlight/`,
    token: () => token,
    reader: 'cli',
    fetch,
    WebSocket,
  })
}
