import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A sidecar as a person starts it: the published program in a process of its own. */
export interface Footlight {
  readonly url: string
  readonly token: string
  readonly data: string
  readonly process: ChildProcess
  /** What it printed for the person, so far. */
  readonly complaints: () => string
  readonly get: (path: string, parameters?: Readonly<Record<string, string>>) => Promise<Response>
  /** Of the read API. */
  readonly read: <T = unknown>(
    path: string,
    parameters?: Readonly<Record<string, string>>,
  ) => Promise<T>
  readonly change: (path: string, body: unknown) => Promise<Response>
  /** Ends it as a person would; the exit code. */
  readonly stop: () => Promise<number | null>
  /** Ends it as a machine that fails would. */
  readonly kill: () => Promise<void>
}

export interface FootlightOptions {
  readonly data: string
  readonly flags?: readonly string[]
  readonly node?: string
  /** Another build of it, such as an older one. */
  readonly program?: string
  readonly environment?: Readonly<Record<string, string>>
}

export const builtProgram: string = fileURLToPath(
  new URL('../../packages/cli/dist/footlight.js', import.meta.url),
)

export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'footlight-e2e-'))
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

export async function openFootlight(options: FootlightOptions): Promise<Footlight> {
  const { data, flags = [], node = process.execPath, environment = {} } = options
  const { program = builtProgram } = options
  const child = spawn(
    node,
    [program, 'serve', '--port', '0', '--data', data, '--root', data, '--json', ...flags],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } },
  )
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString()
  })
  const first = await readFirstLine(child)
  if (first === undefined) throw new Error(`the sidecar did not start: ${complaints}`)
  const { url, token } = JSON.parse(first) as { url: string; token: string }
  const authorization = `Bearer ${token}`
  const get: Footlight['get'] = (path, parameters = {}) => {
    const query = new URLSearchParams(parameters)
    return fetch(`${url}/__footlight/api/${path}?${query.toString()}`, {
      headers: { authorization },
    })
  }
  return {
    url,
    token,
    data,
    process: child,
    complaints: () => complaints,
    get,
    read: async <T>(path: string, parameters?: Readonly<Record<string, string>>): Promise<T> => {
      const response = await get(path, parameters)
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as T
    },
    change: (path, body) =>
      fetch(`${url}/__footlight/api/${path}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    stop: () => end(child, 'SIGTERM'),
    kill: async () => {
      await end(child, 'SIGKILL')
    },
  }
}

/** Everything of a list, page by page. */
export async function readAll<T>(
  { read }: Footlight,
  path: string,
  query: string,
): Promise<readonly T[]> {
  const items: T[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: { items: T[]; next: string | null } = await read(path, {
      query,
      limit: '1000',
      cursor,
    })
    items.push(...page.items)
    cursor = page.next
  }
  return items
}

/** Until everything that was answered can be asked for. */
export async function settle({ read }: Footlight): Promise<void> {
  for (;;) {
    const { backlog } = await read<{ backlog: number }>('health')
    if (backlog === 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function readFirstLine(child: ChildProcess): Promise<string | undefined> {
  if (child.stdout === null) return undefined
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) return line
  return undefined
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal)
    await once(child, 'exit')
  }
  return child.exitCode
}
