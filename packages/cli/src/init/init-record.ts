import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { toDataFolder } from 'sidecar'

/** What was written to a file once, so that it can be taken back. */
export interface WrittenChange {
  readonly file: string
  readonly before: string | undefined
  readonly after: string
  /** Folders that were made for it, the innermost first. */
  readonly folders: readonly string[]
}

/**
 * Beside the data of the project and not in it: what `init` wrote can be undone when everything else
 * was deleted, and a project that was only set up has nothing kept.
 */
export function toRecordPath(
  root: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  return `${toDataFolder(root, environment, process.platform)}.init.json`
}

/** Oldest first; nothing where nothing can be read. */
export function readInitRecord(path: string): readonly WrittenChange[] {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    const changes: unknown = Reflect.get(Object(value), 'changes')
    return Array.isArray(changes) ? changes.flatMap((each: unknown) => readChange(each) ?? []) : []
  } catch {
    return []
  }
}

function readChange(value: unknown): WrittenChange | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { file, before, after, folders }: Readonly<Record<string, unknown>> = { ...value }
  if (typeof file !== 'string' || typeof after !== 'string') return undefined
  return {
    file,
    before: typeof before === 'string' ? before : undefined,
    after,
    folders: Array.isArray(folders)
      ? folders.filter((each: unknown) => typeof each === 'string')
      : [],
  }
}

/** Readable by its owner only, as everything that is kept. */
export function writeInitRecord(path: string, changes: readonly WrittenChange[]): void {
  if (changes.length === 0) {
    rmSync(path, { force: true })
    return
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, JSON.stringify({ version: 1, changes }), { mode: 0o600 })
  chmodSync(beside, 0o600)
  renameSync(beside, path)
}
