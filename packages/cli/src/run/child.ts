import { constants } from 'node:os'
import type { Environment } from './child-environment.ts'

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
