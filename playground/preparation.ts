import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setup } from '../e2e/build-package.ts'

/** In `node_modules`: the lock it was installed from. */
const STAMP = '.installed-from.json'

/** Builds Footlight when one of its sources is newer than what was built. */
export async function buildFootlight(command: string): Promise<void> {
  const sources = readdirSync('packages').map((name) => join('packages', name, 'src'))
  const newest = Math.max(...sources.filter(existsSync).map(readNewest))
  if (readTime(command) >= newest) return
  const { NODE_ENV: mode } = process.env
  await setup()
  // A build makes this a process of production; those that it starts must not inherit that.
  if (mode === undefined) delete process.env.NODE_ENV
  else process.env.NODE_ENV = mode
}

/** Installs what an app needs, when it needs anything and its lock has changed. */
export async function installApp(folder: string, signal: AbortSignal): Promise<void> {
  const lock = readText(join(folder, 'package-lock.json'))
  const target = join(folder, 'node_modules')
  const isInstalled = (): boolean => readText(join(target, STAMP)) === lock
  if (lock === undefined || isInstalled()) return
  console.error(`Installing ${folder} …`)
  // Beside, and moved when it is whole: another start may be installing at this moment.
  const beside = join(folder, '.cache', String(process.pid))
  mkdirSync(beside, { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(folder, file), join(beside, file))
  }
  const npm = spawn('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: beside,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
    signal,
  })
  const exit: readonly unknown[] = await once(npm, 'exit')
  if (exit[0] !== 0) throw new Error(`\`npm ci\` failed in ${folder}.`)
  writeFileSync(join(beside, 'node_modules', STAMP), lock)
  if (!isInstalled()) {
    rmSync(target, { recursive: true, force: true })
    renameSync(join(beside, 'node_modules'), target)
  }
  rmSync(beside, { recursive: true })
}

function readNewest(folder: string): number {
  const times = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) =>
    readTime(join(folder, path)),
  )
  return Math.max(0, ...times)
}

function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function readTime(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
