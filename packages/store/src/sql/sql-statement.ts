import { sqlViews } from './views.ts'

/** What is wrong with a statement, and what would be right. */
export interface SqlRefusal {
  readonly message: string
  readonly fix: string
}

const LENGTH_LIMIT = 20_000

/** Comments, texts and names in quotes: what stands in them is not looked at. */
const QUIET = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]/g

/** They cannot be stopped, or make out of nothing more than there is room for. */
const REFUSED: Readonly<Record<string, string>> = {
  recursive: 'A recursive query cannot be stopped when its time is up. Join the views instead.',
  randomblob: 'Nothing but what was taken in is to be asked for.',
  zeroblob: 'Nothing but what was taken in is to be asked for.',
  load_extension: 'Nothing but what was taken in is to be asked for.',
  pragma: 'The views say what there is: ask without a query for their columns.',
}

const views = sqlViews.map(({ name }) => name)

/** Tables behind the views: their columns change with versions, and their reading has no deadline. */
const TABLES =
  /^(?:span|log|event|issue|trace|metric|edit|page_load|finding|arrival|scope|transaction_|tally|loss|block|attribute|setting|sqlite_\w+|pragma_\w+|json_tree)$/

/** Why a statement may not run; nothing where it may. */
export function findRefusal(statement: string): SqlRefusal | undefined {
  if (statement.length > LENGTH_LIMIT) {
    return { message: `A query is ${LENGTH_LIMIT} letters long at most.`, fix: 'Ask for less.' }
  }
  const bare = statement.replace(QUIET, ' ')
  const trimmed = bare.trim().replace(/;\s*$/, '')
  if (trimmed.includes(';')) {
    return { message: 'One query at a time.', fix: 'Leave out what stands behind the semicolon.' }
  }
  if (!/^(?:select|with|values)\b/i.test(trimmed)) {
    return {
      message: 'Only a SELECT is run: what was taken in is not changed by SQL.',
      fix: `For example: SELECT name, count(*) FROM spans GROUP BY name. The views are ${views.join(', ')}.`,
    }
  }
  for (const [word] of trimmed.matchAll(/[a-z_][\w$]*/gi)) {
    const lower = word.toLowerCase()
    const why = Object.hasOwn(REFUSED, lower) ? REFUSED[lower] : undefined
    if (why !== undefined) return { message: `"${word}" is not for here.`, fix: why }
  }
  const table = findTable(trimmed)
  if (table === undefined) return undefined
  return {
    message: `There is no view ${table}.`,
    fix: `${toNearest(table)}The views are ${views.join(', ')}.`,
  }
}

/** A name after FROM, JOIN or a comma among them that is a table of ours, or of SQLite's about itself. */
function findTable(statement: string): string | undefined {
  const names = statement.matchAll(
    /(?:\bfrom|\bjoin|,)\s*\(*\s*(?:main\s*\.\s*)?([a-z_]\w*)\b\s*(\(?)/gi,
  )
  for (const [, name = '', call] of names) {
    const lower = name.toLowerCase()
    // `log(…)` is a function wherever it stands.
    if (call === '(' ? lower.startsWith('pragma_') : TABLES.test(lower)) return name
  }
  return undefined
}

function toNearest(table: string): string {
  const near = views.find((view) => view.startsWith(table.toLowerCase().slice(0, 4)))
  return near === undefined ? '' : `Did you mean ${near}? `
}

/** What SQLite says, with what would be right. */
export function toTeachingError(message: string, statement: string): SqlRefusal {
  const column = /no such column: (\S+)/.exec(message)?.[1]
  if (column !== undefined) {
    const used = sqlViews.filter(({ name }) => new RegExp(`\\b${name}\\b`, 'i').test(statement))
    const known = used.map(({ name, columns }) => `${name} has ${Object.keys(columns).join(', ')}`)
    return {
      message: `There is no column ${column}.`,
      fix: `${known.join('; ')}. Attributes are JSON: attributes ->> 'http.route'.`,
    }
  }
  const table = /no such table: (\S+)/.exec(message)?.[1]
  if (table !== undefined) {
    return {
      message: `There is no view ${table}.`,
      fix: `${toNearest(table)}The views are ${views.join(', ')}.`,
    }
  }
  const called = /no such function: (\S+)/.exec(message)?.[1]
  return {
    message: `SQLite says: ${message}`,
    fix:
      called === undefined
        ? "It is SQLite's SQL. Durations are milliseconds; times too: datetime(time / 1000, 'unixepoch')."
        : 'Percentiles are not in SQLite: aggregate has p50 to p99.',
  }
}
