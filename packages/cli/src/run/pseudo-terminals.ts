import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A program in a terminal of its own, and our end of it. */
export interface PseudoTerminal {
  readonly pid: number
  /** Of our end. */
  readonly fd: number
  readonly onData: (listener: (chunk: Buffer) => void) => void
  readonly onExit: (
    listener: (end: { readonly exitCode: number; readonly signal?: number }) => void,
  ) => void
  readonly write: (data: Buffer) => void
  readonly resize: (columns: number, rows: number) => void
}

export type OpenPseudoTerminal = (
  program: string,
  parameters: readonly string[],
  options: {
    readonly cols: number
    readonly rows: number
    readonly cwd: string
    readonly env: Readonly<Record<string, string>>
    /** `null`: bytes instead of text. */
    readonly encoding: null
  },
) => PseudoTerminal

/** The first needs no compiler where it is installed. */
const names = ['@lydell/node-pty', 'node-pty'] as const

/**
 * The project's own package, or the one beside ours. It is native code for a gain that not everybody
 * needs, so nobody gets it with us; `undefined` where there is none that works here.
 */
export async function findPseudoTerminals(
  directory: string,
): Promise<OpenPseudoTerminal | undefined> {
  for (const name of names) {
    for (const from of [join(directory, 'package.json'), import.meta.url]) {
      try {
        const path = createRequire(from).resolve(name)
        const found: unknown = await import(/* @vite-ignore */ pathToFileURL(path).href)
        if (hasSpawn(found)) return found.spawn
      } catch {
        // Not installed, or not for this system.
      }
    }
  }
  return undefined
}

function hasSpawn(value: unknown): value is { readonly spawn: OpenPseudoTerminal } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'spawn' in value &&
    typeof value.spawn === 'function'
  )
}
