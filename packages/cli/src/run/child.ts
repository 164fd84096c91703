import { spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import type { Environment } from './child-environment.ts'
import { openOutlets } from './outlet.ts'
import { toShellCommand } from './shell-command.ts'

export interface ChildOptions {
  readonly command: readonly [string, ...string[]]
  readonly environment: Environment
  /** Without it all streams are the child's own. */
  readonly onOutput: ((stream: 'stdout' | 'stderr', chunk: Buffer) => void) | undefined
  readonly onStart: ((pid: number | undefined) => void) | undefined
}

/** How it ended, or why it never began. */
export type ChildEnd =
  | { readonly type: 'exit'; readonly code: number }
  | { readonly type: 'signal'; readonly signal: NodeJS.Signals }
  | { readonly type: 'failure'; readonly code: 126 | 127; readonly reason: string }

/** What the terminal itself sends to everybody in the foreground: the child has it already. */
const fromTerminal: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT', 'SIGHUP'])

const passedOn: readonly NodeJS.Signals[] =
  process.platform === 'win32'
    ? ['SIGINT', 'SIGBREAK', 'SIGHUP']
    : ['SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGTERM', 'SIGUSR1', 'SIGUSR2']

/**
 * Runs a command as if nobody stood between it and the terminal. A stream that is a terminal stays
 * the child's own; what is a pipe or a file without us is a pipe with us, passed on byte for byte.
 */
export async function runChild(options: ChildOptions): Promise<ChildEnd> {
  const { command, environment, onOutput, onStart } = options
  const outlets = openOutlets(onOutput !== undefined)
  // Before it starts: the terminal's signals must not end us while it listens to them already.
  const signals = holdSignals()
  const stdio = ['inherit', outlets.stdout.stdio, outlets.stderr.stdio] as const
  const child = start(command, { stdio: [...stdio], env: environment })
  const sources = (['stdout', 'stderr'] as const).flatMap((name) => {
    const source = outlets[name].open(child[name])
    if (source === undefined) return []
    mirror(source, name)
    if (onOutput !== undefined) source.on('data', (chunk: Buffer) => onOutput(name, chunk))
    return [source]
  })
  signals.hand((signal, isForUs) => {
    if (child.exitCode === null && child.signalCode === null) {
      if (isForUs) child.kill(signal)
      return
    }
    // Only what it has started is left, and that is not ours to wait for any more.
    for (const source of sources) source.destroy()
  })
  child.once('spawn', () => onStart?.(child.pid))
  // What the child's own children still hold and print belongs to it.
  const ends = [untilEnd(child, command[0]), ...sources.map(untilClosed)] as const
  const [end] = await Promise.all(ends)
  signals.release()
  return end
}

function start(
  [program, ...parameters]: ChildOptions['command'],
  options: SpawnOptions,
): ChildProcess {
  // On Windows most commands of packages are scripts of its shell.
  return process.platform === 'win32'
    ? spawn(toShellCommand([program, ...parameters]), { ...options, shell: true })
    : spawn(program, parameters, options)
}

function untilEnd(child: ChildProcess, program: string): Promise<ChildEnd> {
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) resolve(toFailure(program, error))
    })
    child.once('exit', (code, signal) => {
      resolve(signal === null ? { type: 'exit', code: code ?? 0 } : { type: 'signal', signal })
    })
  })
}

function untilClosed(source: Readable): Promise<void> {
  return new Promise((resolve) => source.once('close', resolve))
}

function toFailure(program: string, { code, message }: NodeJS.ErrnoException): ChildEnd {
  if (code === 'ENOENT') return { type: 'failure', code: 127, reason: `${program}: not found` }
  if (code === 'EACCES') {
    return { type: 'failure', code: 126, reason: `${program}: not allowed to run` }
  }
  return { type: 'failure', code: 126, reason: message }
}

function mirror(source: Readable, name: 'stdout' | 'stderr'): void {
  const target = process[name]
  // Whoever read our output has gone: the child is told as it would be without us, by its own pipe.
  target.removeAllListeners('error')
  target.on('error', () => source.destroy())
  source.on('error', () => undefined)
  source.pipe(target, { end: false })
}

interface HeldSignals {
  /** Who takes them. `isForUs`: nobody else was sent it. */
  readonly hand: (take: (signal: NodeJS.Signals, isForUs: boolean) => void) => void
  readonly release: () => void
}

/** Until they are released this process ends when the child does, and not before. */
function holdSignals(): HeldSignals {
  const inTerminal = hasTerminal()
  let take: ((signal: NodeJS.Signals, isForUs: boolean) => void) | undefined
  const listeners = passedOn.map((signal) => {
    const listener = (): void => take?.(signal, !inTerminal || !fromTerminal.has(signal))
    process.on(signal, listener)
    return { signal, listener }
  })
  return {
    hand: (next) => {
      take = next
    },
    release: () => {
      for (const { signal, listener } of listeners) process.off(signal, listener)
    },
  }
}

/** Whether Control-C reaches the child without us, even where all its streams are pipes. */
function hasTerminal(): boolean {
  if (process.platform === 'win32') return process.stdin.isTTY
  try {
    closeSync(openSync('/dev/tty', 'r'))
    return true
  } catch {
    return false
  }
}

const ignore = (): void => undefined

/** Ends this process as the child has ended. */
export function endAs(end: ChildEnd): void {
  if (end.type !== 'signal') {
    process.exitCode = end.code
    return
  }
  const { signal } = end
  // What a shell says of it, where the signal does not end us.
  process.exitCode = 128 + constants.signals[signal]
  // Node leaves some signals ignored; a listener that comes and goes puts the default back.
  if (signal !== 'SIGKILL' && signal !== 'SIGSTOP') process.on(signal, ignore).off(signal, ignore)
  process.kill(process.pid, signal)
}
