import type { Command } from 'commander'
import { toVisibleText } from 'protocol'
import type { Json } from 'protocol'
import { exitCodes } from '../exit-code.ts'
import { printList } from '../list/list-view.ts'
import type { ListView } from '../list/list-view.ts'
import { readLimitFlag } from '../list/query-words.ts'
import type { ListFlags } from '../list/query-words.ts'
import { addFormatOptions, toFormat } from '../print/format.ts'
import type { FormatFlags } from '../print/format.ts'
import { readAnswer } from '../reach/answer.ts'
import { addReachOptions } from '../reach/reach.ts'
import type { ReachFlags } from '../reach/reach.ts'
import { runReading } from '../reach/run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'

type SqlFlags = ReachFlags & FormatFlags & ListFlags

type Row = Readonly<Record<string, Json>>

export function addSqlCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('sql')
    .argument('[select]', 'without one: the views and their columns')
    .description('one SELECT over documented views, for what no other command answers')
    .option('-n, --limit <count>', 'rows (default: 100)')
  addReachOptions(addFormatOptions(command)).action((query: string | undefined, flags: SqlFlags) =>
    runReading(terminal, flags, async ({ asker }) => {
      const { columns, rows, isCut } = await readAnswer(asker, 'sql', {
        query,
        limit: readLimitFlag(flags, 100),
      })
      const items = rows.map((row): Row =>
        Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null])),
      )
      const list = { items, next: null, total: items.length, isTotalExact: !isCut }
      printList(list, toView(columns), toFormat(flags), terminal)
      if (isCut) terminal.complain('There are more rows: --limit, or LIMIT and OFFSET.')
      return exitCodes.done
    }),
  )
}

function toView(columns: readonly string[]): ListView<Row> {
  return {
    names: ['row', 'rows'],
    columns: () =>
      columns.map((column) => ({
        title: toVisibleText(column),
        text: (row) => toCell(row[column] ?? null),
        isFlexible: true,
      })),
    fields: (row) => row,
  }
}

function toCell(value: Json): string {
  if (value === null) return '-'
  return toVisibleText((typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 500))
}
