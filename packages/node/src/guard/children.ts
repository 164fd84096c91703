import { subscribe } from 'node:diagnostics_channel'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import type * as Threads from 'node:worker_threads'
import { toGuardedOptions, toGuardedPairs } from './child-variables.ts'
import type { ChildVariables } from './child-variables.ts'

/**
 * Node's children are guarded as well: `--import` on a command line reaches workers and forks by
 * itself, other children by the environment. Named by an absolute address, since a child may be
 * started in any folder.
 */
export function guardChildren(
  environment: Record<string, string | undefined>,
  entry: string,
): void {
  const option = `--import=${entry}`
  const known = environment['NODE_OPTIONS'] ?? ''
  if (!known.includes(option)) environment['NODE_OPTIONS'] = `${known} ${option}`.trim()
  const variables: ChildVariables = { own: environment, option }
  guardProcesses(variables)
  guardWorkers(variables)
}

interface Startable {
  spawn: (...parameters: unknown[]) => unknown
}

/** Some are given an environment of their own, without what they would have inherited. */
function guardProcesses(variables: ChildVariables): void {
  // Told of when it is made, and before it is started: once, by whichever function.
  subscribe('child_process', (message) => {
    const child = readStartable(message)
    if (child === undefined) return
    const { spawn } = child
    Object.defineProperty(child, 'spawn', {
      configurable: true,
      value: (options: unknown, ...rest: unknown[]) => {
        Reflect.deleteProperty(child, 'spawn')
        const given = toGuardedPairs(options, variables)
        return Reflect.apply(spawn, child, [given, ...rest])
      },
    })
  })
}

function readStartable(message: unknown): Startable | undefined {
  if (typeof message !== 'object' || message === null || !('process' in message)) return undefined
  const { process: child } = message
  return isStartable(child) ? child : undefined
}

function isStartable(value: unknown): value is Startable {
  return (
    typeof value === 'object' &&
    value !== null &&
    'spawn' in value &&
    typeof value.spawn === 'function'
  )
}

function guardWorkers(variables: ChildVariables): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `require` answers nobody can say
  const threads = createRequire(import.meta.url)('node:worker_threads') as typeof Threads
  threads.Worker = new Proxy(threads.Worker, {
    construct: (target, [file, options, ...rest]: unknown[], self) => {
      const given = toGuardedOptions(options, variables)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the worker is the target's own
      return Reflect.construct(target, [file, given, ...rest], self) as object
    },
  })
  syncBuiltinESMExports()
}
