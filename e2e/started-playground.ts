import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { ReadApi, ReadPath } from 'protocol'
import type { AppName } from '../playground/apps.ts'
import type { Addresses } from '../playground/playground.ts'
import { makeFolder, removeFolder } from './sidecar/footlight.ts'

/** An app of the playground, started as `npm start` starts it, on ports that nobody has. */
export interface StartedPlayground {
  readonly addresses: Addresses
  /** Of the sidecar's read API. */
  readonly read: <P extends ReadPath>(
    path: P,
    parameters?: Readonly<Record<string, string>>,
  ) => Promise<ReadApi[P]>
  /** As Ctrl-C does; the exit code. */
  readonly stop: () => Promise<number | null>
}

export async function startPlayground(
  name: AppName,
  environment: Readonly<Record<string, string>> = {},
  copy?: string,
): Promise<StartedPlayground> {
  const data = makeFolder()
  const program = ['--import', '@oxc-node/core/register', 'playground/start.ts']
  const flags = ['--any-port', '--json', '--data', data]
  if (copy !== undefined) flags.push('--folder', copy)
  const child = spawn(process.execPath, [...program, name, ...flags], {
    // In Vitest's environment the plugin takes the dev server for one that a test started.
    env: { ...process.env, VITEST: undefined, NODE_ENV: undefined, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString()
  })
  const ended = once(child, 'exit')
  const first = await Promise.race([
    once(createInterface(child.stdout), 'line') as Promise<[string]>,
    ended.then(() => undefined),
  ])
  if (first === undefined) throw new Error(`the playground did not start: ${complaints}`)
  const addresses = JSON.parse(first[0]) as Addresses
  const token = new URL(addresses.panel).searchParams.get('token')
  return {
    addresses,
    read: async <P extends ReadPath>(
      path: P,
      { id = '', ...parameters }: Readonly<Record<string, string>> = {},
    ) => {
      const query = new URLSearchParams(parameters).toString()
      const place = path.replace(/:\w+/, encodeURIComponent(id))
      const response = await fetch(`${addresses.sidecar}/__footlight/api/${place}?${query}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      if (!response.ok) throw new Error(`${place}: ${response.status} ${await response.text()}`)
      return (await response.json()) as ReadApi[P]
    },
    stop: async () => {
      child.kill('SIGINT')
      await ended
      removeFolder(data)
      return child.exitCode
    },
  }
}
