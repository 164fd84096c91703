import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setup } from '../e2e/build-package.ts'

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
export function installApp(folder: string): void {
  const lock = join(folder, 'package-lock.json')
  if (!existsSync(lock)) return
  if (readTime(join(folder, 'node_modules/.package-lock.json')) >= readTime(lock)) return
  console.error(`Installing ${folder} …`)
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`\`npm ci\` failed in ${folder}.`)
}

function readNewest(folder: string): number {
  const times = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) =>
    readTime(join(folder, path)),
  )
  return Math.max(0, ...times)
}

function readTime(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
