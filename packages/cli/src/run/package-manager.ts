import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What is run when no command is named, or why there is nothing to run. */
export type DevScript =
  | { readonly ok: true; readonly command: readonly [string, ...string[]] }
  | { readonly ok: false; readonly reason: string }

const managers = ['npm', 'pnpm', 'yarn', 'bun'] as const

type Manager = (typeof managers)[number]

const lockFiles: readonly (readonly [string, Manager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
]

/** The `dev` script of the nearest package, through the package manager the project uses. */
export function findDevScript(directory: string): DevScript {
  const folder = toParents(directory).find((parent) => existsSync(join(parent, 'package.json')))
  const manifest = folder === undefined ? undefined : readManifest(folder)
  if (folder === undefined || manifest === undefined) {
    return { ok: false, reason: `There is no package.json in ${directory}.` }
  }
  if (manifest.scripts?.['dev'] === undefined) {
    return { ok: false, reason: `${join(folder, 'package.json')} has no script \`dev\`.` }
  }
  return { ok: true, command: [findManager(folder), 'run', 'dev'] }
}

/** The name of the nearest package. */
export function findPackageName(directory: string): string | undefined {
  return toParents(directory).flatMap((parent) => readManifest(parent)?.name ?? [])[0]
}

/** In a workspace only the outermost package says it. */
export function findManager(directory: string): Manager {
  for (const folder of toParents(directory)) {
    const named = readManifest(folder)?.packageManager?.split('@')[0]
    const manager = managers.find((name) => name === named)
    if (manager !== undefined) return manager
    const lock = lockFiles.find(([file]) => existsSync(join(folder, file)))
    if (lock !== undefined) return lock[1]
  }
  return 'npm'
}

function toParents(directory: string): readonly string[] {
  const parents = [directory]
  for (let folder = directory; dirname(folder) !== folder; folder = dirname(folder)) {
    parents.push(dirname(folder))
  }
  return parents
}

interface Manifest {
  readonly name: string | undefined
  readonly packageManager: string | undefined
  readonly scripts: Readonly<Record<string, unknown>> | undefined
}

function readManifest(folder: string): Manifest | undefined {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  } catch {
    return undefined
  }
  if (!isFields(value)) return undefined
  const { name, packageManager, scripts } = value
  return {
    name: typeof name === 'string' && name !== '' ? name : undefined,
    packageManager: typeof packageManager === 'string' ? packageManager : undefined,
    scripts: isFields(scripts) ? scripts : undefined,
  }
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
