import { once } from 'node:events'
import { createServer } from 'node:net'
import { defaultPort, readPresence, toRootId } from 'sidecar'
import { isLiveOwner, readOwner } from 'store'
import type { ProjectFolder } from '../reach/project-folder.ts'
import type { SidecarAddress } from '../reach/running-sidecar.ts'
import { toBad, toGood, toWarning } from './health-check.ts'
import type { HealthCheck } from './health-check.ts'

const START = 'Start it with `footlight`, or the dev server with the plugin.'

/** Who has the port that SDKs look at unless told otherwise. */
type PortOwner =
  | { readonly type: 'nobody' }
  | { readonly type: 'program' }
  | { readonly type: 'footlight'; readonly version: string; readonly root: string }

/** Whether somebody takes in what is sent, where it is sent to. */
export async function checkSidecar(
  project: ProjectFolder,
  running: SidecarAddress | undefined,
  port: number = defaultPort,
): Promise<readonly HealthCheck[]> {
  if (running === undefined) return [toSilence(project, await readPortOwner(port), port)]
  const listens = toGood('sidecar', `A sidecar listens on ${running.url}`)
  if (Number(new URL(running.url).port) === port) return [listens]
  const owner = await readPortOwner(port)
  return [
    listens,
    toWarning(
      'sidecar',
      `SDKs that are told nothing look at port ${port}, which is ${toOwnerName(owner)}.`,
      `Start the app with \`footlight run\`, or with SENTRY_SPOTLIGHT=${running.url}/stream`,
    ),
  ]
}

function toSilence({ root, data }: ProjectFolder, owner: PortOwner, port: number): HealthCheck {
  const holder = readOwner(data)
  if (holder !== undefined && isLiveOwner(holder)) {
    return toBad(
      'sidecar',
      `Process ${holder.pid} has this project's folder, and does not answer.`,
      `End it, and start anew: kill ${holder.pid}`,
    )
  }
  if (owner.type === 'footlight' && owner.root === toRootId(root)) {
    return toBad(
      'sidecar',
      `The sidecar of this project, on port ${port}, keeps what comes in another folder.`,
      'Name that folder with --data: what is asked here is asked of it then.',
    )
  }
  if (owner.type === 'nobody') {
    return toWarning('sidecar', 'No sidecar runs for this project.', START)
  }
  return toBad(
    'sidecar',
    `No sidecar runs for this project, and port ${port}, where SDKs look, is ${toOwnerName(owner)}.`,
    'Start it with `footlight`: it takes the next port and says what SDKs have to be told.',
  )
}

function toOwnerName(owner: PortOwner): string {
  if (owner.type === 'nobody') return "nobody's"
  if (owner.type === 'program') return "another program's"
  return `the Footlight ${owner.version} of another project`
}

async function readPortOwner(port: number): Promise<PortOwner> {
  if (await isPortFree(port)) return { type: 'nobody' }
  const presence = await readPresence(`http://127.0.0.1:${port}`)
  return presence === undefined ? { type: 'program' } : { ...presence, type: 'footlight' }
}

async function isPortFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    server.close()
    return true
  } catch {
    return false
  }
}
