import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** `npm run bench`: every bench, one after another; `npm run bench -- store wasm`: one, with what is behind it. */
const workspaces = readdirSync('packages').filter((name) => {
  const manifest = `packages/${name}/package.json`
  return existsSync(manifest) && readFileSync(manifest, 'utf8').includes('"bench":')
})
const [wanted, ...parameters] = process.argv.slice(2)
/** What the whole product is measured by: `<name>.bench.ts` beside this file. */
const whole = readdirSync('e2e/bench').flatMap((file) => /^(.+)\.bench\.ts$/.exec(file)?.[1] ?? [])
const names = [...workspaces, ...whole]

function run(command: string, words: readonly string[]): boolean {
  const shell = process.platform === 'win32'
  return spawnSync(command, words, { stdio: 'inherit', shell }).status === 0
}

function bench(name: string): boolean {
  console.log(`\n${name}`)
  if (!whole.includes(name)) return run('npm', ['run', 'bench', '-w', name, '--', ...parameters])
  const register = ['--import', '@oxc-node/core/register']
  return run(process.execPath, [...register, `e2e/bench/${name}.bench.ts`, ...parameters])
}

if (wanted !== undefined && !names.includes(wanted)) {
  console.error(`There is no bench "${wanted}": ${names.join(', ')}`)
  process.exitCode = 2
} else {
  const failed = names.filter((name) => (wanted === undefined || name === wanted) && !bench(name))
  if (failed.length > 0) process.exitCode = 1
}
