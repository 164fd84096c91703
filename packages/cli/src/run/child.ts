import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { constants } from 'node:os'
import type { Environment } from './child-environment.ts'
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
export function runChild(options: ChildOptions): Promise<ChildEnd> {
  const { command, environment, onOutput, onStart } = options
  const toStream = (stream: NodeJS.WriteStream): 'inherit' | 'pipe' =>
    onOutput === undefined || stream.isTTY ? 'inherit' : 'pipe'
  const child = start(command, environment, [
    'inherit',
    toStream(process.stdout),
    toStream(process.stderr),
  ])
  const release = passSignals(child)
  mirror(child, 'stdout', onOutput)
  mirror(child, 'stderr', onOutput)
  return new Promise((resolve) => {
    const end = (outcome: ChildEnd): void => {
      release()
      resolve(outcome)
    }
    child.once('spawn', () => onStart?.(child.pid))
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) end(toFailure(command[0], error))
    })
    // Not `exit`: what the child's own children still hold and print belongs to it.
    child.once('close', (code, signal) => {
      if (child.pid === undefined) return
      end(signal === null ? { type: 'exit', code: code ?? 0 } : { type: 'signal', signal })
    })
  })
}

function start(
  command: readonly [string, ...string[]],
  env: Environment,
  stdio: ['inherit', 'inherit' | 'pipe', 'inherit' | 'pipe'],
): ChildProcess {
  const [program, ...parameters] = command
  // On Windows most commands of packages are scripts of its shell.
  return process.platform === 'win32'
    ? spawn(toShellCommand(command), { shell: true, stdio, env })
    : spawn(program, parameters, { stdio, env })
}

function toFailure(program: string, { code, message }: NodeJS.ErrnoException): ChildEnd {
  if (code === 'ENOENT') return { type: 'failure', code: 127, reason: `${program}: not found` }
  if (code === 'EACCES') {
    return { type: 'failure', code: 126, reason: `${program}: not allowed to run` }
  }
  return { type: 'failure', code: 126, reason: message }
}

function mirror(
  child: ChildProcess,
  name: 'stdout' | 'stderr',
  onOutput: ChildOptions['onOutput'],
): void {
  const source = child[name]
  if (source === null) return
  const target = process[name]
  // Whoever read our output has gone: the child is told as it would be without us, by its own pipe.
  target.removeAllListeners('error')
  target.on('error', () => source.destroy())
  source.pipe(target, { end: false })
  if (onOutput !== undefined) source.on('data', (chunk: Buffer) => onOutput(name, chunk))
}

/** Until it is released this process ends when the child does, and not before. */
function passSignals(child: ChildProcess): () => void {
  const inTerminal = hasTerminal()
  const listeners = passedOn.map((signal) => {
    const listener = (): void => {
      if (child.exitCode !== null || child.signalCode !== null) {
        // Only what it has started is left, and that is not ours to wait for any more.
        child.stdout?.destroy()
        child.stderr?.destroy()
      } else if (!inTerminal || !fromTerminal.has(signal)) child.kill(signal)
    }
    process.on(signal, listener)
    return { signal, listener }
  })
  return () => {
    for (const { signal, listener } of listeners) process.off(signal, listener)
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
