import { spawn } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { Readable } from 'node:stream'
import type { ChildEnd, ChildOptions } from './child.ts'
import { holdSignals } from './held-signals.ts'
import { openOutlets } from './outlet.ts'
import { toShellCommand } from './shell-command.ts'

/**
 * Runs a command as if nobody stood between it and the terminal. A stream that is a terminal stays
 * the child's own; what is a pipe or a file without us is a pipe with us, passed on byte for byte.
 */
export async function runPipedChild(options: ChildOptions): Promise<ChildEnd> {
  const { command, environment, onOutput, onStart } = options
  const outlets = openOutlets(onOutput !== undefined)
  // Before it starts: the terminal's signals must not end us while it listens to them already.
  const signals = holdSignals(hasTerminal())
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
