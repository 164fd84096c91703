import type { Command } from 'commander'
import { exitCodes } from '../exit-code.ts'
import { issueList } from '../list/issue-list.ts'
import { printList } from '../list/list-view.ts'
import { addListOptions, readLimitFlag, toQueryOf, toSinceQuery } from '../list/query-words.ts'
import type { ListFlags } from '../list/query-words.ts'
import { addFormatOptions, toFormat } from '../print/format.ts'
import type { FormatFlags } from '../print/format.ts'
import { readAnswer } from '../reach/answer.ts'
import { addReachOptions } from '../reach/reach.ts'
import type { ReachFlags } from '../reach/reach.ts'
import { runReading } from '../reach/run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface IssuesFlags extends ReachFlags, FormatFlags, ListFlags {
  readonly all?: boolean
}

export function addIssuesCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('issues')
    .argument('[query...]', 'level:error service:api "cannot read"')
    .description('what is broken: errors and findings, grouped')
    .option('-a, --all', 'resolved and muted ones too')
  addReachOptions(addFormatOptions(addListOptions(command))).action(
    (words: readonly string[], flags: IssuesFlags) =>
      runReading(terminal, flags, async ({ asker }) => {
        const query = toQueryOf(words)
        const isNarrowed = flags.all === true || /(?:^|[\s(!])is:/.test(query)
        const list = await readAnswer(asker, 'issues', {
          query: toSinceQuery(
            isNarrowed ? query : `is:unresolved ${query}`.trim(),
            flags,
            'last_seen',
            Date.now(),
          ),
          limit: readLimitFlag(flags, 50),
          sort: flags.sort,
        })
        printList(list, issueList, toFormat(flags), terminal)
        return exitCodes.done
      }),
  )
}
