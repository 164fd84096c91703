import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** `npm run bench`: every bench, one after another; `npm run bench -- store wasm`: one, with what is behind it. */
const workspaces = readdirSync('packages').filter((name) => {
  const manifest = `packages/${name}/package.json`
  return existsSync(manifest) && readFileSync(manifest, 'utf8').includes('"bench":')
})
const [wanted, ...parameters] = process.argv.slice(2)
const names = [...workspaces, 'peer']

function run(command: string, words: readonly string[]): boolean {
  const shell = process.platform === 'win32'
  return spawnSync(command, words, { stdio: 'inherit', shell }).status === 0
}

function bench(name: string): boolean {
  console.log(`\n${name}`)
  if (name !== 'peer') return run('npm', ['run', 'bench', '-w', name, '--', ...parameters])
  const register = ['--import', '@oxc-node/core/register']
  return run(process.execPath, [...register, 'e2e/bench/peer.ts', ...parameters])
}

if (wanted !== undefined && !names.includes(wanted)) {
  console.error(`There is no bench "${wanted}": ${names.join(', ')}`)
  process.exitCode = 2
} else {
  const failed = names.filter((name) => (wanted === undefined || name === wanted) && !bench(name))
  if (failed.length > 0) process.exitCode = 1
}
