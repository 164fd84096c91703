import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import type { Asker } from 'client'
import { defaultPort, toTokenPath } from 'sidecar'
import type { ProjectFolder } from '../reach/project-folder.ts'
import { findRunningSidecar } from '../reach/running-sidecar.ts'
import type { ProjectFacts } from './project-facts.ts'

/** One thing that has to be right for telemetry to arrive. */
export interface HealthCheck {
  readonly state: 'good' | 'warning' | 'bad'
  readonly text: string
  /** The line that mends it. */
  readonly fix?: string
}

const OLDEST_NODE = [20, 19] as const

export function checkNode(version: string): HealthCheck {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number)
  const [least, leastMinor] = OLDEST_NODE
  const isOld = major < least || (major === least && minor < leastMinor)
  return isOld
    ? {
        state: 'bad',
        text: `Node ${version} is too old.`,
        fix: `Install Node ${least}.${leastMinor} or newer.`,
      }
    : { state: 'good', text: `Node ${version}` }
}

export function checkFolder({ data }: ProjectFolder): HealthCheck {
  if (!existsSync(data))
    return {
      state: 'warning',
      text: 'Nothing is kept for this project yet.',
      fix: 'Start with `footlight`, or the dev server with the plugin.',
    }
  try {
    accessSync(data, constants.W_OK)
  } catch {
    return {
      state: 'bad',
      text: `${data} cannot be written to.`,
      fix: 'Choose another folder with --data.',
    }
  }
  const token = toTokenPath(data)
  const isOpen =
    process.platform !== 'win32' && existsSync(token) && (statSync(token).mode & 0o077) !== 0
  return isOpen
    ? {
        state: 'warning',
        text: 'Others on this machine can read the token.',
        fix: `chmod 600 ${token}`,
      }
    : { state: 'good', text: `What came is kept in ${data}` }
}

export async function checkSidecar(project: ProjectFolder): Promise<HealthCheck> {
  const running = await findRunningSidecar(project.data)
  if (running !== undefined) return { state: 'good', text: `A sidecar listens on ${running.url}` }
  return (await isPortFree(defaultPort))
    ? {
        state: 'warning',
        text: 'No sidecar runs for this project.',
        fix: 'Start it with `footlight`, or the dev server with the plugin.',
      }
    : {
        state: 'bad',
        text: `No sidecar runs for this project, and port ${defaultPort}, where SDKs look, is somebody else's.`,
        fix: 'Start it with `footlight`: it takes the next port and says what SDKs have to be told.',
      }
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

export function checkSources({
  vite,
  sdks,
  productionDsns,
  dependencies,
}: ProjectFacts): readonly HealthCheck[] {
  const checks: HealthCheck[] = []
  if (vite !== undefined) {
    checks.push(
      vite.hasPlugin
        ? { state: 'good', text: `${vite.file} has the plugin` }
        : {
            state: 'warning',
            text: `${vite.file} has no plugin.`,
            fix: "import { footlight } from 'footlight/vite', and plugins: [footlight()]",
          },
    )
  }
  if (sdks.length > 0) checks.push({ state: 'good', text: `SDKs: ${sdks.join(', ')}` })
  else if (Object.keys(dependencies).length > 0) {
    checks.push({
      state: 'warning',
      text: 'No SDK of Sentry or OpenTelemetry is installed: only the plugin tells what happens.',
    })
  }
  for (const { file, name } of productionDsns) {
    checks.push({
      state: 'warning',
      text: `${name} in ${file} points to production: what development sends counts against its quota.`,
      fix: 'With the plugin, or `footlight run`, it is kept here instead.',
    })
  }
  return checks
}

/** Whether what is installed is heard, and what was sent away at the door. */
export async function checkArrivals({ ask }: Asker): Promise<readonly HealthCheck[]> {
  const [health, last] = await Promise.all([ask('health'), ask('envelopes', { limit: '1' })])
  if (!health.ok || !last.ok) return []
  const [newest] = last.value.items
  const minutes = newest === undefined ? 0 : Math.round((Date.now() - newest.receivedAt) / 60_000)
  const refused = health.value.lost.filter(({ by }) => by === 'refused')
  return [
    newest === undefined
      ? {
          state: 'warning',
          text: 'Nothing has arrived yet.',
          fix: 'Do something in the app; `footlight tail` shows what comes.',
        }
      : {
          state: 'good',
          text: `The last arrival was ${minutes} min ago, from ${newest.sdk ?? newest.service ?? newest.format}`,
        },
    ...refused.slice(0, 5).map(({ reason, quantity }): HealthCheck => ({
      state: 'warning',
      text: `${quantity} requests were refused: ${reason}`,
    })),
    ...health.value.notices
      .slice(-5)
      .map(({ text, fix }): HealthCheck =>
        fix === undefined ? { state: 'warning', text } : { state: 'warning', text, fix },
      ),
  ]
}
