import type { EditRecord, Identified, Json, LogItem, LogLevel, StatsAnswer } from 'protocol'
import { toFilterValue } from '../../component/json-text.ts'
import type { QueryVocabulary } from '../../query/suggestion.ts'

export const logsVocabulary: QueryVocabulary = {
  list: 'logs',
  source: 'logs',
  states: [],
  fields: [
    {
      key: 'level',
      words: 'how bad',
      values: ['fatal', 'error', 'warn', 'info', 'debug', 'trace'],
    },
    { key: 'message', words: 'what it says' },
    { key: 'trace', words: 'id of its trace' },
    { key: 'logger', words: 'who logged it' },
    { key: 'output.stream', words: 'printed by a process', values: ['stdout', 'stderr'] },
    { key: 'service', words: 'who sent it' },
    { key: 'environment', words: '' },
    { key: 'release', words: '' },
  ],
}

/** A line of the list: a log, a save between them, or the day that those below it are of. */
export type LogRow =
  | { readonly type: 'day'; readonly key: string; readonly time: number }
  | { readonly type: 'log'; readonly key: string; readonly log: LogItem }
  | { readonly type: 'edit'; readonly key: string; readonly edit: Identified<EditRecord> }

/** Logs as they stand, newest first, and the saves that fell between the first and the last of them. */
export function toLogRows(
  logs: readonly LogItem[],
  edits: readonly Identified<EditRecord>[],
  now: number,
): readonly LogRow[] {
  const oldest = logs.at(-1)?.time ?? Infinity
  const saves = edits.filter(({ time }) => time >= oldest).toSorted((a, b) => b.time - a.time)
  const rows: LogRow[] = []
  let next = 0
  let day = toDay(now)
  const enter = (time: number): void => {
    const own = toDay(time)
    if (own !== day) rows.push({ type: 'day', key: `day-${own}`, time })
    day = own
  }
  for (const log of logs) {
    for (let edit = saves[next]; edit !== undefined && edit.time > log.time; edit = saves[++next]) {
      enter(edit.time)
      rows.push({ type: 'edit', key: `edit-${edit.id}`, edit })
    }
    enter(log.time)
    rows.push({ type: 'log', key: log.id, log })
  }
  return rows
}

function toDay(time: number): string {
  return new Date(time).toDateString()
}

/** The value of a column: an attribute, or a field of the log itself. */
export function toColumnText(log: LogItem, column: string): string {
  const value: Json | undefined = log.attributes[column]
  return value === undefined ? '' : (toFilterValue(value) ?? JSON.stringify(value))
}

/** So much of a line is seen in the row of a wide panel with few columns. */
const ROW_LENGTH = 80

/** The row may not show all that was said. */
export function isCutInRow(body: string): boolean {
  return body.length > ROW_LENGTH || body.includes('\n')
}

/** Numbers stand at the right. */
export function isNumeric(logs: readonly LogItem[], column: string): boolean {
  const values = logs.slice(0, 100).map(({ attributes }) => attributes[column])
  const said = values.filter((value) => value !== undefined)
  return said.length > 0 && said.every((value) => typeof value === 'number')
}

const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace']

/** How many of each level, the worst first; levels that do not occur are left out. */
export function toLevelCounts(
  answer: StatsAnswer | undefined,
): readonly (readonly [LogLevel, number])[] {
  return LEVELS.flatMap((level) => {
    const row = answer?.rows.find(({ group }) => group[0] === level)
    const count = row?.values['count()'] ?? 0
    return count > 0 ? [[level, count] as const] : []
  })
}

/** A column more, or one less. */
export function toToggled(columns: readonly string[], column: string): readonly string[] {
  return columns.includes(column)
    ? columns.filter((each) => each !== column)
    : [...columns, column].slice(-COLUMN_LIMIT)
}

/** More would leave no room for what is said. */
const COLUMN_LIMIT = 5
