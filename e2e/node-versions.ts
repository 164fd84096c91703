import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Every Node that we promise. */
export const nodeVersions = ['20', '22', '24', '26'] as const

/** The npm package `node`, installed on first use into an ignored folder; its binary. */
export function openNode(version: string): string {
  const home = resolve('.cache/nodes', version)
  const binary = join(home, 'node_modules/node/bin/node')
  if (!existsSync(binary)) {
    mkdirSync(home, { recursive: true })
    writeFileSync(join(home, 'package.json'), '{ "private": true }\n')
    const install = ['install', '--prefix', home, '--no-audit', '--no-fund', `node@${version}`]
    execFileSync('npm', install, { stdio: 'inherit', shell: process.platform === 'win32' })
  }
  return binary
}
