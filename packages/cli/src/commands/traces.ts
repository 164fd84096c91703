import type { Command } from 'commander'
import { exitCodes } from '../exit-code.ts'
import { printList } from '../list/list-view.ts'
import { addListOptions, readLimitFlag, toQueryOf, toSinceQuery } from '../list/query-words.ts'
import type { ListFlags } from '../list/query-words.ts'
import { traceList } from '../list/trace-list.ts'
import { addFormatOptions, toFormat } from '../print/format.ts'
import type { FormatFlags } from '../print/format.ts'
import { readAnswer } from '../reach/answer.ts'
import { addReachOptions } from '../reach/reach.ts'
import type { ReachFlags } from '../reach/reach.ts'
import { runReading } from '../reach/run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'

type TracesFlags = ReachFlags & FormatFlags & ListFlags

export function addTracesCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('traces')
    .argument('[query...]', 'op:db duration:>100ms: any span, log or error of a trace')
    .description('page loads, requests and jobs, the newest first')
  addReachOptions(addFormatOptions(addListOptions(command))).action(
    (words: readonly string[], flags: TracesFlags) =>
      runReading(terminal, flags, async ({ asker }) => {
        const list = await readAnswer(asker, 'traces', {
          query: toSinceQuery(toQueryOf(words), flags, 'start', Date.now()),
          limit: readLimitFlag(flags, 50),
          sort: flags.sort,
        })
        printList(list, traceList, toFormat(flags), terminal)
        return exitCodes.done
      }),
  )
}
