import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The published types: what the compiler declares of the published entries and of every file that
 * they name, with the private workspaces laid beside them. Bundlers of declarations need a
 * TypeScript with a JavaScript API, which version 7 has not.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url))
const target = join(root, 'packages/cli/dist')
const entries = ['sidecar', 'vite', 'node', 'test'].map((name) => `packages/cli/src/${name}.d.ts`)

const IMPORT = /((?:from|import\()\s*)'([^']+)'/g

const declared = mkdtempSync(join(tmpdir(), 'footlight-types-'))
try {
  const options = [
    '--noEmit',
    'false',
    '--declaration',
    '--emitDeclarationOnly',
    '--outDir',
    declared,
  ]
  execFileSync('npx', ['tsc', ...options], { cwd: root, stdio: 'inherit' })
  const done = new Set<string>()
  for (const entry of entries) copy(join(declared, entry), done)
  for (const entry of entries) {
    const name = entry.replace(/^packages\/cli\/src\//, '')
    writeFileSync(
      join(target, name),
      `export * from './types/cli/src/${name.replace(/\.d\.ts$/, '.js')}'\n`,
    )
  }
} finally {
  rmSync(declared, { recursive: true })
}

function copy(file: string, done: Set<string>): void {
  if (done.has(file)) return
  done.add(file)
  const text = readFileSync(file, 'utf8').replace(IMPORT, (all, before: string, name: string) => {
    const named = find(file, name)
    if (named === undefined) return all
    copy(named, done)
    const path = relative(dirname(file), named).replace(/\.d\.ts$/, '.js')
    return `${before}'${path.startsWith('.') ? path : `./${path}`}'`
  })
  const place = join(target, 'types', relative(join(declared, 'packages'), file))
  mkdirSync(dirname(place), { recursive: true })
  writeFileSync(place, text)
}

/** The declarations of a file beside this one or of a workspace; a dependency has its own. */
function find(file: string, name: string): string | undefined {
  if (name.startsWith('.')) return resolve(dirname(file), name.replace(/\.ts$/, '.d.ts'))
  const workspaces = [
    'protocol',
    'insight',
    'store',
    'sidecar',
    'client',
    'vite-plugin',
    'node',
    'test',
  ]
  return workspaces.includes(name) ? join(declared, 'packages', name, 'src/index.d.ts') : undefined
}
