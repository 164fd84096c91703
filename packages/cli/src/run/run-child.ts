import type { ChildEnd, ChildOptions } from './child.ts'
import { runPipedChild } from './piped-child.ts'
import { findPseudoTerminals } from './pseudo-terminals.ts'
import { runTerminalChild } from './terminal-child.ts'
import { isInForeground } from './terminal-mode.ts'

/**
 * Runs a command as if nobody stood between it and the terminal. What it prints there is seen only
 * where it can be given a terminal of its own.
 */
export async function runChild(options: ChildOptions): Promise<ChildEnd> {
  const open =
    options.onOutput !== undefined && hasWholeTerminal()
      ? await findPseudoTerminals(process.cwd())
      : undefined
  return (open && runTerminalChild(options, open)) ?? runPipedChild(options)
}

/**
 * A pseudo-terminal is all three streams at once. In the background it is not ours to set how the
 * real one works. What Windows has in its place paints the screen anew instead of passing it on.
 */
function hasWholeTerminal(): boolean {
  const { platform, stdin, stdout, stderr, pid } = process
  const isWhole = stdin.isTTY && stdout.isTTY && stderr.isTTY
  return platform !== 'win32' && isWhole && isInForeground(pid)
}
