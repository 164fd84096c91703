import { once } from 'node:events'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { apps } from './apps.ts'
import type { AppName } from './apps.ts'
import type { Children } from './children.ts'
import { findFreePort } from './free-port.ts'
import { buildFootlight, installApp } from './preparation.ts'

export interface PlaygroundOptions {
  readonly name: AppName
  /** Where the telemetry is kept; with the state of the person's programs unless told. */
  readonly data: string | undefined
  /** A folder with an installed copy of the app, to be edited: its server starts anew with every save. */
  readonly copy: string | undefined
  /** Ports are the system's choice, not the usual ones. */
  readonly isAnyPort: boolean
  readonly children: Children
}

export interface Addresses {
  readonly page?: string
  readonly server: string
  readonly sidecar: string
  readonly panel: string
}

interface SidecarFacts {
  readonly url: string
  readonly token: string
}

const command = resolve('packages/cli/dist/footlight.js')

/** Starts the sidecar, the server and the page of an app; fulfilled once they answer. */
export async function openPlayground(options: PlaygroundOptions): Promise<Addresses> {
  const { name, copy, children, isAnyPort } = options
  const { server, hasPage, toEnvironment } = apps[name]
  const folder = copy ?? resolve('playground', name)
  await Promise.all([
    copy === undefined && installApp(folder, children.signal),
    buildFootlight(command),
  ])
  const { url: sidecar, token } = await startSidecar(folder, options)
  const [serverPort, pagePort] = await Promise.all([
    findFreePort(isAnyPort ? 0 : 3000),
    findFreePort(isAnyPort ? 0 : 5173),
  ])
  const serverUrl = `http://127.0.0.1:${serverPort}/`
  const environment = {
    ...toEnvironment?.(sidecar),
    FOOTLIGHT_URL: sidecar,
    FOOTLIGHT_TOKEN: token,
    PORT: String(serverPort),
    SERVER_URL: serverUrl,
  }
  const watching = copy === undefined ? [] : ['--watch']
  children.start([...watching, ...server], { name: 'server', folder, environment })
  if (hasPage) {
    const parameters = [findVite(folder), '--port', String(pagePort), '--strictPort']
    children.start(parameters, { name: 'page', folder, environment })
  }
  const pageUrl = `http://localhost:${pagePort}/`
  const ports = hasPage ? [serverPort, pagePort] : [serverPort]
  await Promise.all(ports.map((port) => untilListening(port, children)))
  return {
    ...(hasPage && { page: pageUrl }),
    server: serverUrl,
    sidecar,
    panel: `${sidecar}/__footlight/?token=${token}`,
  }
}

async function startSidecar(
  folder: string,
  { data, isAnyPort, children }: PlaygroundOptions,
): Promise<SidecarFacts> {
  const line = await children.startAndRead(
    [
      command,
      'serve',
      '--json',
      '--root',
      folder,
      ...(data === undefined ? [] : ['--data', data]),
      ...(isAnyPort ? ['--port', '0'] : []),
    ],
    // One that finds another at work for the same app names that one, and ends.
    { name: 'sidecar', folder, mayEnd: true },
  )
  const facts: unknown = JSON.parse(line)
  if (isSidecarFacts(facts)) return facts
  throw new Error(`The sidecar said ${line}`)
}

function isSidecarFacts(facts: unknown): facts is SidecarFacts {
  return typeof facts === 'object' && facts !== null && 'url' in facts && 'token' in facts
}

/** The app's own where it has one. */
function findVite(folder: string): string {
  const manifest = createRequire(join(folder, 'package.json')).resolve('vite/package.json')
  return join(dirname(manifest), 'bin/vite.js')
}

/** A connection and no request, which would be the first thing in the app's telemetry. */
async function untilListening(port: number, { signal }: Children): Promise<void> {
  for (;;) {
    const socket = connect({ port, host: 'localhost' })
    try {
      await once(socket, 'connect', { signal })
      return
    } catch {
      signal.throwIfAborted()
      await wait(50)
    } finally {
      socket.destroy()
    }
  }
}
