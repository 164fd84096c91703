import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A sidecar that is measured. */
export interface Contestant {
  readonly name: string
  readonly command: (port: number, folder: string) => readonly string[]
}

export interface RunningContestant {
  readonly url: string
  readonly pid: number
  readonly folder: string
  /** From being spawned to its first answer. */
  readonly startedIn: number
  readonly rss: () => number
  /** Milliseconds that all of its threads have worked. */
  readonly worked: () => number
  readonly stop: () => Promise<void>
}

const PATIENCE = 30_000

export async function startContestant(
  { name, command }: Contestant,
  node: string,
): Promise<RunningContestant> {
  const folder = mkdtempSync(join(tmpdir(), 'footlight-bench-'))
  const port = await findPort()
  const begin = performance.now()
  const child = spawn(node, command(port, folder), {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const url = `http://127.0.0.1:${port}`
  while (!(await isAnswering(port))) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`)
    if (performance.now() - begin > PATIENCE) throw new Error(`${name} did not answer`)
  }
  const startedIn = performance.now() - begin
  const pid = child.pid ?? 0
  return {
    url,
    pid,
    folder,
    startedIn,
    rss: () => readRss(pid),
    worked: () => readWorked(pid),
    stop: async () => {
      await end(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Asked again and again without a library: what is measured takes some milliseconds itself. */
function isAnswering(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const again = (): void => void setTimeout(() => resolve(false), 2)
    socket.on('error', again)
    socket.on('connect', () => socket.write('GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'))
    socket.on('data', (chunk) => {
      socket.destroy()
      if (chunk.toString('latin1').startsWith('HTTP/1.1 200')) resolve(true)
      else again()
    })
  })
}

function readRss(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

/** Linux counts in hundredths of a second. */
function readWorked(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000)
  await ended
  clearTimeout(timer)
}
