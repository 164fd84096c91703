import type { Command } from 'commander'
import { exitCodes } from '../exit-code.ts'
import { printList } from '../list/list-view.ts'
import { logList } from '../list/log-list.ts'
import { addListOptions, readLimitFlag, toQueryOf, toSinceQuery } from '../list/query-words.ts'
import type { ListFlags } from '../list/query-words.ts'
import { addFormatOptions, toFormat } from '../print/format.ts'
import type { FormatFlags } from '../print/format.ts'
import { readAnswer } from '../reach/answer.ts'
import { addReachOptions } from '../reach/reach.ts'
import type { ReachFlags } from '../reach/reach.ts'
import { runReading } from '../reach/run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'

type LogsFlags = ReachFlags & FormatFlags & ListFlags

export function addLogsCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('logs')
    .argument('[query...]', 'level:error message:*JWT* latencyMs:>2000')
    .description('log lines, the newest last; `footlight tail logs` goes on')
  addReachOptions(addFormatOptions(addListOptions(command))).action(
    (words: readonly string[], flags: LogsFlags) =>
      runReading(terminal, flags, async ({ asker }) => {
        const list = await readAnswer(asker, 'logs', {
          query: toSinceQuery(toQueryOf(words), flags, 'time', Date.now()),
          limit: readLimitFlag(flags, 100),
          sort: flags.sort,
        })
        // As a log file reads: the newest is where the eye already is.
        const items = flags.sort === undefined ? list.items.toReversed() : list.items
        printList({ ...list, items }, logList, toFormat(flags), terminal)
        return exitCodes.done
      }),
  )
}
