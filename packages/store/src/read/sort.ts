import { findColumns } from '../query/field.ts'
import type { Source } from '../query/source.ts'
import type { Sort } from './keyed-row.ts'
import { Refusal } from './refusal.ts'

/** `-duration`: a column, `-` before it for descending. */
export function readSort(text: string | undefined, source: Source, fallback: string): Sort {
  const said = text === undefined || text === '' ? fallback : text
  const isDescending = said.startsWith('-')
  const key = isDescending ? said.slice(1) : said
  const [column] = findColumns(source, key)
  if (column === undefined) {
    throw new Refusal({
      code: 'sort',
      message: `Nothing here can be sorted by "${key}".`,
      position: undefined,
      fix: `Sort by one of ${source.columns.map(({ name }) => name).join(', ')}; \`-\` before it for descending.`,
    })
  }
  const isNumber = column.type !== 'text' && column.type !== 'id'
  return {
    sql: column.sql ?? column.name,
    column: isNumber ? column.name : undefined,
    isDescending,
  }
}
