import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { openViteHome } from './vite-home.ts'
import type { ViteVersion } from './vite-home.ts'

/** An app with a Vite of its own: files, and processes started in it. */
export interface ViteApp {
  readonly folder: string
  readonly data: string
  readonly read: (file: string) => string
  readonly write: (file: string, text: string) => void
  /** Vite with these parameters, or a server of the app's own. */
  readonly start: (
    command?: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ) => Promise<Served>
  readonly run: (
    command: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ) => Promise<string>
  /** Asks the sidecar that has the app's data. */
  readonly ask: <T = unknown>(
    path: string,
    parameters?: Readonly<Record<string, string>>,
  ) => Promise<T>
  /** Makes the folder a repository of its own, with everything committed. */
  readonly commit: () => void
  /** Ends the processes, the sidecar as well, and removes the folder. */
  readonly close: () => Promise<void>
}

/** A server of the app that listens. */
export interface Served {
  readonly url: string
  readonly process: ChildProcess
  /** What it printed, without colours. */
  readonly output: () => string
  readonly stop: () => Promise<void>
}

export interface ViteAppOptions {
  readonly version: ViteVersion
  /** What else the Vite config holds, as source. */
  readonly config?: string
  /** The plugin's own options, as source. */
  readonly options?: string
  readonly files?: Readonly<Record<string, string>>
}

const page = `<!doctype html>
<html>
  <head><title>An app</title></head>
  <body>
    <button id="throw">Throw</button>
    <p id="text"></p>
    <script type="module" src="/src/main.ts"></script>
  </body>
</html>
`

const main = `import { greeting } from './greeting.ts'

const text: HTMLElement | null = document.querySelector('#text')
if (text) text.textContent = greeting
document.querySelector('#throw')?.addEventListener('click', () => {
  throw new Error('the button was pressed')
})
import.meta.hot?.accept('./greeting.ts', (next) => {
  if (text && next) text.textContent = next.greeting
})
`

export function makeViteApp({
  version,
  config = '',
  options = '',
  files,
}: ViteAppOptions): ViteApp {
  const home = openViteHome(version)
  const folder = mkdtempSync(join(home, 'app-'))
  const data = join(home, `data-${folder.slice(-6)}`)
  const processes = new Set<ChildProcess>()
  const write = (file: string, text: string): void => {
    const path = join(folder, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  const all = {
    'index.html': page,
    'src/main.ts': main,
    'src/greeting.ts': "export const greeting: string = 'hello'\n",
    'package.json': '{ "name": "an-app", "private": true, "type": "module" }\n',
    'vite.config.ts': `import { footlight } from 'footlight/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  clearScreen: false,
  plugins: [footlight({ sidecar: { port: 0, data: ${JSON.stringify(data)} }, ${options} })],
  ${config}
})
`,
    ...files,
  }
  for (const [file, text] of Object.entries(all)) write(file, text)

  const open = (
    command: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): { readonly child: ChildProcess; readonly output: () => string } => {
    // Vitest runs this; the app's processes are not its tests.
    const { VITEST: _vitest, NODE_ENV: _mode, ...inherited } = process.env
    const child = spawn(process.execPath, [...command], {
      cwd: folder,
      env: { ...inherited, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    processes.add(child)
    let output = ''
    const take = (chunk: Buffer): void => {
      output += stripVTControlCharacters(chunk.toString())
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('exit', () => processes.delete(child))
    return { child, output: () => output }
  }

  const readOwner = (): { readonly url?: string; readonly pid: number } | undefined => {
    const file = join(data, 'owner.json')
    // It is there a moment before something is in it.
    if (!existsSync(file) || statSync(file).size === 0) return undefined
    return JSON.parse(readFileSync(file, 'utf8')) as { url?: string; pid: number }
  }

  const endSidecar = async (): Promise<void> => {
    const owner = readOwner()
    if (owner === undefined || !isAlive(owner.pid)) return
    process.kill(owner.pid)
    await until(() => !isAlive(owner.pid))
  }

  return {
    folder,
    data,
    write,
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    start: async (command = ['--port', '0'], environment) => {
      const isOwn = command[0]?.endsWith('.mjs') === true
      const { child, output } = open(isOwn ? command : [vite(home), ...command], environment)
      const url = await until(() => {
        if (child.exitCode !== null) throw new Error(`it ended: ${output()}`)
        return /Local:\s+(\S+)/.exec(output())?.[1]
      })
      return { url, process: child, output, stop: () => end(child) }
    },
    run: async (command, environment) => {
      const { child, output } = open([vite(home), ...command], environment)
      const [code] = (await once(child, 'exit')) as [number | null]
      if (code !== 0) throw new Error(`exit code ${code}: ${output()}`)
      return output()
    },
    commit: () => {
      const identity = ['-c', 'user.name=someone', '-c', 'user.email=someone@example.com']
      for (const parameters of [
        ['init', '--quiet', '--initial-branch', 'main'],
        ['add', '.'],
        [...identity, 'commit', '--quiet', '--message', 'first'],
      ]) {
        execFileSync('git', parameters, { cwd: folder })
      }
    },
    ask: async <T>(path: string, parameters: Readonly<Record<string, string>> = {}) => {
      const url = await until(() => readOwner()?.url)
      const token = readFileSync(join(data, 'token'), 'utf8').trim()
      const query = new URLSearchParams(parameters)
      const response = await fetch(`${url}/__footlight/api/${path}?${query.toString()}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as T
    },
    close: async () => {
      await Promise.all([...processes].map(end))
      await endSidecar()
      for (const place of [folder, data]) {
        rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
      }
    },
  }
}

function vite(home: string): string {
  return join(home, 'node_modules/vite/bin/vite.js')
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Asks again until there is an answer. */
export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  limit = 20_000,
): Promise<T> {
  const deadline = performance.now() + limit
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > deadline) throw new Error(`nothing came of ${look.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
