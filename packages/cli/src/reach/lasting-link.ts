import { createClient } from 'client'
import type { Client, Outcome } from 'client'
import type { McpClient } from 'mcp'
import { WebSocket } from 'ws'
import type { ProjectFolder } from './project-folder.ts'
import { findRunningSidecar } from './running-sidecar.ts'
import { startSidecarProcess } from './sidecar-process.ts'

/** A client whose sidecar may change: one that dies has a successor before the next question. */
export interface LastingLink extends McpClient {
  /** Where the sidecar of now is. */
  readonly open: () => Promise<void>
  readonly close: () => void
}

/** A sidecar that restarts is back by itself within so long. */
const GRACE = 1000

/** Failures that another sidecar, or another token, may mend. */
const MENDABLE: ReadonlySet<string> = new Set(['unreachable', 'access-token', 'early'])

export function createLastingLink(project: ProjectFolder): LastingLink {
  let linked: Promise<Client> | undefined
  let timer: NodeJS.Timeout | undefined
  let isClosed = false

  const link = async (): Promise<Client> => {
    const { url, token } =
      (await findRunningSidecar(project.data)) ?? (await startSidecarProcess(project))
    const client = createClient({
      url: `${url}/__footlight/`,
      token: () => token,
      reader: 'mcp',
      fetch,
      WebSocket,
      onState: (state) => {
        clearTimeout(timer)
        if (state === 'lost') timer = setTimeout(() => renew(client), GRACE)
      },
    })
    // The sidecar stays as long as somebody is connected.
    client.onNotice(() => undefined)
    return client
  }

  const open = (): Promise<Client> => {
    linked ??= link().catch((error: unknown) => {
      linked = undefined
      throw error
    })
    return linked
  }

  /** Of several who find it gone, the first gets the next one for all. */
  const drop = (lost: Client): void => {
    lost.close()
    linked = linked && keepUnless(linked, lost)
  }

  const keepUnless = async (known: Promise<Client>, lost: Client): Promise<Client> => {
    const client = await known
    return client === lost ? link() : client
  }

  const renew = (lost: Client): void => {
    if (isClosed) return
    drop(lost)
    linked?.catch(() => {
      linked = undefined
    })
  }

  const tryTwice = async <T>(use: (client: Client) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    try {
      const client = await open()
      const outcome = await use(client)
      if (outcome.ok || !MENDABLE.has(outcome.failure.code) || isClosed) return outcome
      renew(client)
      return await use(await open())
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      const fix = 'Start it by hand to see what is wrong: `npx footlight`.'
      return { ok: false, failure: { code: 'unreachable', message, position: undefined, fix } }
    }
  }

  return {
    open: async () => void (await open()),
    ask: (path, parameters, signal) => tryTwice((client) => client.ask(path, parameters, signal)),
    change: (method, path, body) => tryTwice((client) => client.change(method, path, body)),
    close: () => {
      isClosed = true
      clearTimeout(timer)
      void linked?.then(
        (client) => client.close(),
        () => undefined,
      )
    },
  }
}
