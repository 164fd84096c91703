import { execFileSync } from 'node:child_process'
import type { StdioOptions } from 'node:child_process'

/**
 * How a terminal treats keys and lines, in `stty`'s own words: Node's raw mode leaves line feeds
 * changed, which full-screen programs take for moves of the cursor.
 */
export interface TerminalMode {
  readonly words: string
  /** Every byte passes as it is. */
  readonly passAll: () => void
  readonly restore: () => void
}

/** Of the terminal this process is in; `undefined` where nobody can say. */
export function readTerminalMode(): TerminalMode | undefined {
  try {
    const words = run('stty', ['-g'], ['inherit', 'pipe', 'ignore']).trim()
    return {
      words,
      passAll: () => set('raw', '-echo'),
      restore: () => set(words),
    }
  } catch {
    return undefined
  }
}

function set(...words: readonly string[]): void {
  try {
    run('stty', words, ['inherit', 'ignore', 'ignore'])
  } catch {
    // The terminal has gone.
  }
}

/** Whether keys such as Control-Z are signals in a terminal, or a program reads them itself. */
export function hasSignalKeys(fd: number): boolean {
  try {
    return /(?:^|\s)isig\b/.test(run('stty', ['-a'], [fd, 'pipe', 'ignore']))
  } catch {
    return false
  }
}

/** Whether a process is among those that have the terminal. */
export function isInForeground(pid: number): boolean {
  try {
    const parameters = ['-o', 'pgid=', '-o', 'tpgid=', '-p', String(pid)]
    const [group, foreground] = run('ps', parameters, ['ignore', 'pipe', 'ignore'])
      .trim()
      .split(/\s+/)
    return group !== undefined && group === foreground
  } catch {
    return false
  }
}

function run(program: string, parameters: readonly string[], stdio: StdioOptions): string {
  return String(execFileSync(program, parameters, { stdio }) ?? '')
}
