import { Option } from 'commander'
import type { Command } from 'commander'
import { exitCodes } from '../exit-code.ts'
import { findMatches, matchLists } from '../list/matches.ts'
import type { MatchList } from '../list/matches.ts'
import { readDurationFlag, readTimeFlag, toQueryOf } from '../list/query-words.ts'
import { addFormatOptions, toFormat } from '../print/format.ts'
import type { FormatFlags } from '../print/format.ts'
import { toTailText } from '../print/tail-line.ts'
import { addReachOptions } from '../reach/reach.ts'
import type { ReachFlags } from '../reach/reach.ts'
import { runReading } from '../reach/run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface WaitFlags extends ReachFlags, FormatFlags {
  readonly list?: MatchList
  readonly timeout: string
  readonly since: string
}

export function addWaitCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('wait')
    .argument('<query...>', 'service:api message:*ready*')
    .description('wait until something matches: exit code 0; 1 when time is up')
    .addOption(
      new Option('--list <list>', 'where to look (default: events, logs and spans)').choices(
        matchLists,
      ),
    )
    .option('--timeout <time>', 'how long', '30s')
    .option('--since <time>', 'what came before the command counts from here on', '10s')
  addReachOptions(addFormatOptions(command)).action((words: readonly string[], flags: WaitFlags) =>
    runReading(
      terminal,
      flags,
      async ({ asker }) => {
        const timeout = readDurationFlag('--timeout', flags.timeout)
        const { total, entries } = await findMatches(asker, {
          lists: flags.list === undefined ? undefined : [flags.list],
          query: toQueryOf(words),
          since: readTimeFlag('--since', flags.since, Date.now()),
          wait: timeout,
        })
        for (const entry of entries.slice(0, 1)) {
          terminal.print(toTailText(entry, toFormat(flags), terminal))
        }
        if (total > 0) return exitCodes.done
        terminal.complain(`Nothing matched within ${flags.timeout}.`)
        return exitCodes.unmet
      },
      { isListening: true },
    ),
  )
}
