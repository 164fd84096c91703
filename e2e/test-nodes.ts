import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** `npm run test:nodes`: the unit tests on every Node we promise, taken from the npm package `node`. */
const versions = ['20', '22', '24', '26']

function run(command: string, parameters: readonly string[]): boolean {
  const { status } = spawnSync(command, parameters, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  return status === 0
}

/** Installed on first use into an ignored folder; the binary is the package's own. */
function findNode(version: string): string {
  const home = join('.cache/nodes', version)
  const binary = join(home, 'node_modules/node/bin/node')
  if (!existsSync(binary)) {
    mkdirSync(home, { recursive: true })
    writeFileSync(join(home, 'package.json'), '{ "private": true }\n')
    run('npm', ['install', '--prefix', home, '--no-audit', '--no-fund', `node@${version}`])
  }
  return binary
}

const failed = versions.filter((version) => {
  console.log(`\nNode ${version}`)
  return !run(findNode(version), ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'])
})
if (failed.length > 0) {
  console.error(`Unit tests failed on Node ${failed.join(', ')}`)
  process.exitCode = 1
}
