import { CommandFailure, exitCodes } from '../exit-code.ts'
import type { ExitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { toVisibleLines } from 'protocol'
import { openReach } from './reach.ts'
import type { Reach, ReachFlags, ReachNeed } from './reach.ts'

/** Runs what reads: opens a way to what is kept, closes it again, and tells what went wrong. */
export async function runReading(
  terminal: Terminal,
  flags: ReachFlags,
  work: (reach: Reach) => Promise<ExitCode>,
  need: ReachNeed = { isListening: false },
): Promise<void> {
  await runProgram(terminal, async () => {
    const reach = await openReach(flags, need)
    try {
      return await work(reach)
    } finally {
      await reach.close()
    }
  })
}

export async function runProgram(terminal: Terminal, work: () => Promise<ExitCode>): Promise<void> {
  try {
    process.exitCode = await work()
  } catch (error) {
    if (error instanceof CommandFailure) {
      terminal.complain(toVisibleLines(error.message))
      if (error.fix !== undefined) terminal.complain(toVisibleLines(error.fix))
      process.exitCode = error.code
      return
    }
    terminal.complain(error instanceof Error ? (error.stack ?? error.message) : String(error))
    process.exitCode = exitCodes.unreachable
  }
}
