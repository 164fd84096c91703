import type { Command } from 'commander'
import { toVisibleText } from 'protocol'
import type { Json, StatsRow } from 'protocol'
import { exitCodes } from '../exit-code.ts'
import { printList } from '../list/list-view.ts'
import type { ListView } from '../list/list-view.ts'
import { readLimitFlag, toQueryOf, toSinceQuery } from '../list/query-words.ts'
import type { ListFlags } from '../list/query-words.ts'
import { addFormatOptions, toFormat } from '../print/format.ts'
import type { FormatFlags } from '../print/format.ts'
import { toTimeBar } from '../print/time-bar.ts'
import { readAnswer } from '../reach/answer.ts'
import { addReachOptions } from '../reach/reach.ts'
import type { ReachFlags } from '../reach/reach.ts'
import { runReading } from '../reach/run-command.ts'
import type { TableColumn } from '../terminal/table.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface StatsFlags extends ReachFlags, FormatFlags, ListFlags {
  readonly source: string
  readonly stat: string
  readonly group?: string
}

const BAR = 24

export function addStatsCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('stats')
    .argument('[query...]', 'op:db duration:>10ms')
    .description('counts and percentiles, grouped: the slowest queries, the busiest routes')
    .option('--source <list>', 'spans, logs, metrics, events or traces', 'spans')
    .option('--stat <stats>', 'count(), avg(f), sum(f), p50(f), p95(f), …, with commas', 'count()')
    .option('-g, --group <fields>', 'fields or attributes, with commas')
    .option('-n, --limit <count>', 'rows (default: 20)')
    .option('--since <time>', '10m, 2h, or a date')
    .option('--sort <stat>', 'with - before it the greatest come first (default: the first stat)')
  addReachOptions(addFormatOptions(command)).action((words: readonly string[], flags: StatsFlags) =>
    runReading(terminal, flags, async ({ asker }) => {
      const time = flags.source === 'traces' ? 'start' : 'time'
      const answer = await readAnswer(asker, 'stats', {
        source: flags.source,
        query: toSinceQuery(toQueryOf(words), flags, time, Date.now()),
        stat: flags.stat,
        group: flags.group,
        limit: readLimitFlag(flags, 20),
        sort: flags.sort,
      })
      const { rows, total, isTotalExact } = answer
      const view = toView(rows, flags)
      printList({ items: rows, next: null, total, isTotalExact }, view, toFormat(flags), terminal)
      return exitCodes.done
    }),
  )
}

/** Its columns are what was asked for, and a bar that compares the rows. */
function toView(rows: readonly StatsRow[], { group }: StatsFlags): ListView<StatsRow> {
  const names = (group ?? '')
    .split(',')
    .flatMap((name) => (name.trim() === '' ? [] : [name.trim()]))
  const stats = Object.keys(rows[0]?.values ?? {})
  const [first = ''] = stats
  const most = Math.max(...rows.map(({ values }) => values[first] ?? 0), 0)
  return {
    names: ['group', 'groups'],
    columns: ({ styles }) => [
      ...names.map((name, at): TableColumn<StatsRow> => ({
        title: name,
        text: (row) => toCell(row.group[at]),
        isFlexible: true,
      })),
      ...stats.map((stat): TableColumn<StatsRow> => ({
        title: stat,
        text: (row) => toNumberText(row.values[stat]),
        isRight: true,
      })),
      {
        title: '',
        text: (row) =>
          toTimeBar({
            start: 0,
            duration: row.values[first] ?? 0,
            whole: most,
            columns: BAR,
          }).trimEnd(),
        style: () => styles.accent,
        dropsAt: 1,
      },
    ],
    fields: (row) => ({
      ...Object.fromEntries(names.map((name, at) => [name, row.group[at]])),
      ...row.values,
    }),
  }
}

function toCell(value: Json | undefined): string {
  if (value === null || value === undefined) return '-'
  return toVisibleText((typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 300))
}

function toNumberText(value: number | null | undefined): string {
  if (value === null || value === undefined) return '-'
  if (Number.isInteger(value)) return String(value)
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}
