import { realpathSync } from 'node:fs'
import { constants } from 'node:os'
import type { ChildEnd, ChildOptions } from './child.ts'
import { holdSignals } from './held-signals.ts'
import type { OpenPseudoTerminal, PseudoTerminal } from './pseudo-terminals.ts'
import { readToTheEnd } from './read-to-the-end.ts'
import { hasSignalKeys, isInForeground, readTerminalMode } from './terminal-mode.ts'
import type { TerminalMode } from './terminal-mode.ts'

/** Control-Z. */
const SUSPEND = 0x1a

/** The new terminal works as the real one does before the command is there to notice. */
const STARTER = 'stty "$0" 2>/dev/null; exec "$@"'

/**
 * Runs a command in a terminal of its own inside the real one. Keys go in as bytes: that terminal
 * makes the signals, echoes or does not, and tells the command its size. `undefined` where the
 * system has no such terminal to give.
 */
export function runTerminalChild(
  options: ChildOptions,
  open: OpenPseudoTerminal,
): Promise<ChildEnd> | undefined {
  const mode = readTerminalMode()
  if (mode === undefined) return undefined
  const signals = holdSignals(false)
  const child = start(options, open, mode)
  if (child === undefined) {
    signals.release()
    return undefined
  }
  readToTheEnd(child)
  const leave = passThrough(child, mode)
  child.onData((chunk) => {
    process.stdout.write(chunk)
    options.onOutput?.('stdout', chunk)
  })
  signals.hand((signal) => signalProcess(child.pid, signal))
  options.onStart?.(child.pid)
  return new Promise((resolve) => {
    child.onExit(({ exitCode, signal = 0 }) => {
      leave()
      signals.release()
      const name = toSignalName(signal)
      resolve(
        name === undefined ? { type: 'exit', code: exitCode } : { type: 'signal', signal: name },
      )
    })
  })
}

function start(
  { command, environment }: ChildOptions,
  open: OpenPseudoTerminal,
  { words }: TerminalMode,
): PseudoTerminal | undefined {
  const variables = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  try {
    return open('/bin/sh', ['-c', STARTER, words, ...command], {
      cols: process.stdout.columns,
      rows: process.stdout.rows,
      env: Object.fromEntries(variables),
      cwd: toFolder(environment['PWD']),
      encoding: null,
    })
  } catch {
    return undefined
  }
}

/** As the shell calls it: the package would give the command another name of a linked folder. */
function toFolder(named: string | undefined): string {
  const folder = process.cwd()
  try {
    return named !== undefined && realpathSync(named) === folder ? named : folder
  } catch {
    return folder
  }
}

/** Connects the real terminal's keys and size; the answer gives the terminal back. */
function passThrough(child: PseudoTerminal, mode: TerminalMode): () => void {
  const { stdin, stdout } = process
  const resize = (): void => {
    // Some terminals do not say how large they are.
    if (stdout.columns > 0 && stdout.rows > 0) child.resize(stdout.columns, stdout.rows)
  }
  const hear = (chunk: Buffer): void => {
    child.write(chunk)
    // Its own group has no shell that would let it go on, so that key does nothing there.
    if (chunk.includes(SUSPEND) && isInForeground(child.pid) && hasSignalKeys(child.fd)) suspend()
  }
  const suspend = (): void => {
    signalProcess(-child.pid, 'SIGSTOP')
    mode.restore()
    // As the terminal does it: whoever has started us is in this group too.
    signalProcess(0, 'SIGTSTP')
  }
  const goOn = (): void => {
    mode.passAll()
    resize()
    signalProcess(-child.pid, 'SIGCONT')
  }
  const hangUp = (): void => signalProcess(child.pid, 'SIGHUP')

  mode.passAll()
  process.on('exit', mode.restore).on('SIGCONT', goOn)
  stdout.on('resize', resize).on('error', hangUp)
  stdin.on('data', hear).on('error', hangUp).on('end', hangUp)
  return () => {
    stdin.off('data', hear).off('end', hangUp).pause()
    stdout.off('resize', resize)
    process.off('exit', mode.restore).off('SIGCONT', goOn)
    mode.restore()
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended.
  }
}

function toSignalName(number: number): NodeJS.Signals | undefined {
  return Object.keys(constants.signals)
    .filter(isSignalName)
    .find((name) => constants.signals[name] === number)
}

function isSignalName(name: string): name is NodeJS.Signals {
  return name in constants.signals
}
