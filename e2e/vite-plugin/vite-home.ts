import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const viteVersions = [5, 6, 7, 8] as const

export type ViteVersion = (typeof viteVersions)[number]

const cache = fileURLToPath(new URL('../../.cache', import.meta.url))
const footlight = fileURLToPath(new URL('../../packages/cli', import.meta.url))

/** A folder with this Vite, an SDK and the built package installed; made once and kept. */
export function openViteHome(version: ViteVersion): string {
  const home = join(cache, `vite-${version}`)
  const modules = ['@sentry/browser', 'footlight'].map((name) => join(home, 'node_modules', name))
  if (modules.every((module) => existsSync(module))) return home
  mkdirSync(cache, { recursive: true })
  // Another test file may be at it too: who is first has it.
  const made = mkdtempSync(`${home}-`)
  writeFileSync(join(made, 'package.json'), '{ "private": true, "type": "module" }\n')
  const wanted = [`vite@${version}`, '@sentry/browser@11']
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', ...wanted], {
    cwd: made,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  symlinkSync(footlight, join(made, 'node_modules/footlight'), 'junction')
  rmSync(home, { recursive: true, force: true })
  renameSync(made, home)
  return home
}
