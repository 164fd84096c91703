import { spawn } from 'node:child_process'
import type { ChildProcess, StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface ChildOptions {
  /** For messages. */
  readonly name: string
  readonly folder: string
  readonly environment?: Readonly<Record<string, string>>
  /** It has done its work when it ends well, and the others go on. */
  readonly mayEnd?: boolean
}

/** Processes that live and end together. */
export interface Children {
  readonly start: (parameters: readonly string[], options: ChildOptions) => void
  /** The first line that it prints. */
  readonly startAndRead: (parameters: readonly string[], options: ChildOptions) => Promise<string>
  /** Aborted as soon as one has ended. */
  readonly signal: AbortSignal
  /** Fulfilled when all are gone, with the exit code to give. */
  readonly untilEnded: () => Promise<number>
  readonly close: () => void
}

/** `isQuiet` keeps standard output for ourselves: what they print goes to standard error. */
export function createChildren({ isQuiet }: { readonly isQuiet: boolean }): Children {
  const ending = new AbortController()
  const { signal } = ending
  const exits: Promise<void>[] = []
  let exitCode = 0

  const open = (
    parameters: readonly string[],
    { name, folder, environment, mayEnd = false }: ChildOptions,
    stdout: 'pipe' | 'inherit' | NodeJS.WriteStream,
  ): ChildProcess => {
    const stdio: StdioOptions = ['ignore', stdout, 'inherit']
    const env = { ...process.env, ...environment }
    const child = spawn(process.execPath, parameters, { cwd: folder, env, stdio, signal })
    // Being ended by the signal is reported as an error.
    child.on('error', () => undefined)
    const exit = new Promise<void>((fulfil) => {
      child.once('exit', (code) => {
        if (!signal.aborted && !(mayEnd && code === 0)) {
          console.error(`The ${name} has ended with code ${code}.`)
          exitCode = 1
          ending.abort()
        }
        fulfil()
      })
    })
    exits.push(exit)
    return child
  }

  return {
    start: (parameters, options) => {
      open(parameters, options, isQuiet ? process.stderr : 'inherit')
    },
    startAndRead: async (parameters, options) => {
      const { stdout } = open(parameters, options, 'pipe')
      if (stdout === null) throw new Error(`The ${options.name} has no output.`)
      const line: readonly unknown[] = await once(createInterface(stdout), 'line', { signal })
      return String(line[0])
    },
    signal,
    untilEnded: async () => {
      await Promise.all(exits)
      return exitCode
    },
    close: () => ending.abort(),
  }
}
