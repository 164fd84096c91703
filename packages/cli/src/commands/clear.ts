import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { CommandFailure, exitCodes } from '../exit-code.ts'
import { readTimeFlag } from '../list/query-words.ts'
import { makeChange } from '../reach/answer.ts'
import { addReachOptions } from '../reach/reach.ts'
import type { ReachFlags } from '../reach/reach.ts'
import { runReading } from '../reach/run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface ClearFlags extends ReachFlags {
  readonly before?: string
  readonly service?: string
  readonly yes?: boolean
}

export function addClearCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('clear')
    .description('forget what was taken in, for good')
    .option('--before <time>', 'only what came before: 1h, or a date')
    .option('--service <name>', 'only what this service sent')
    .option('-y, --yes', 'do not ask')
  addReachOptions(command).action((flags: ClearFlags) =>
    runReading(terminal, flags, async ({ asker, project }) => {
      const { before, service } = flags
      if (flags.yes !== true && !(await isAgreed(project.root, terminal))) return exitCodes.unmet
      await makeChange(asker, 'POST', 'clear', {
        before: before === undefined ? undefined : readTimeFlag('--before', before, Date.now()),
        service,
      })
      terminal.complain('Forgotten.')
      return exitCodes.done
    }),
  )
}

async function isAgreed(root: string, { isInteractive }: Terminal): Promise<boolean> {
  if (!isInteractive || !process.stdin.isTTY) {
    throw new CommandFailure(
      exitCodes.usage,
      'Nobody is here to be asked.',
      'Say --yes if it is meant.',
    )
  }
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await prompt.question(`Forget what was taken in for ${root}? [y/N] `)
  prompt.close()
  return /^y(es)?$/i.test(answer.trim())
}
