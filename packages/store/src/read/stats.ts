import type { Json, Parameters, StatsAnswer } from 'protocol'
import type { SqlRow } from '../driver/database.ts'
import { mayMatch } from '../query/block-match.ts'
import { toField } from '../query/field.ts'
import type { Field } from '../query/field.ts'
import { toCondition } from '../query/sqlite-dialect.ts'
import type { Condition } from '../query/sqlite-dialect.ts'
import { toSource } from '../query/source.ts'
import type { Source, SourceName } from '../query/source.ts'
import type { ReadContext } from './context.ts'
import type { RowRange } from './block-index.ts'
import { Refusal } from './refusal.ts'
import { Sketch, sketchError } from './sketch.ts'
import { readStats } from './stat.ts'
import type { Stat } from './stat.ts'

/** Groups beyond this are not told apart from noise, and would fill the memory. */
const GROUP_LIMIT = 10_000
const ROW_LIMIT = 100
const GREATEST_ROW_LIMIT = 5000

/** What can be counted and measured, by the name of its list. */
const sources: Readonly<Record<string, SourceName>> = {
  spans: 'span',
  logs: 'log',
  metrics: 'metric',
  events: 'event',
  traces: 'trace',
  pages: 'page_load',
  sessions: 'session',
  checkins: 'check_in',
}

export interface GroupedRequest {
  readonly source: Source
  readonly stats: readonly Stat[]
  readonly groups: readonly string[]
  readonly query: string | undefined
  /** Milliseconds of a time bucket, which then is the first of the groups. */
  readonly interval: number | undefined
}

export interface StatGroup {
  /** Values of the groups; times of buckets in milliseconds. */
  readonly values: readonly Json[]
  readonly sketches: ReadonlyMap<string, Sketch>
}

/** `stats`: a table of groups with what was asked of each. */
export function answerStats(context: ReadContext, parameters: Parameters): StatsAnswer {
  const request = readRequest(parameters)
  const { groups, seconds } = readGroups(context, request)
  const rows = [...groups.values()].map(({ values, sketches }) => ({
    group: values,
    values: Object.fromEntries(
      request.stats.map((stat) => [
        stat.text,
        stat.of(sketches.get(stat.field ?? '') ?? new Sketch(), seconds),
      ]),
    ),
  }))
  const sort = parameters['sort'] ?? `-${request.stats[0]?.text ?? ''}`
  const limit = Math.min(Number(parameters['limit'] ?? ROW_LIMIT) || ROW_LIMIT, GREATEST_ROW_LIMIT)
  const key = sort.replace(/^-/, '')
  const direction = sort.startsWith('-') ? -1 : 1
  const sorted = rows.toSorted((a, b) => direction * compare(a.values[key], b.values[key]))
  const hasPercentiles = request.stats.some(({ isPercentile }) => isPercentile)
  return {
    rows: sorted.slice(0, limit),
    total: rows.length,
    error: hasPercentiles ? sketchError : undefined,
  }
}

function compare(a: number | null | undefined, b: number | null | undefined): number {
  return (a ?? -Infinity) - (b ?? -Infinity)
}

function readRequest(parameters: Parameters): GroupedRequest {
  const name = parameters['source'] ?? 'spans'
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined
  if (source === undefined) {
    throw new Refusal({
      code: 'source',
      message: `Nothing called "${name.slice(0, 40)}" can be counted.`,
      position: undefined,
      fix: `Name one of ${Object.keys(sources).join(', ')}.`,
    })
  }
  return {
    source: toSource(source),
    stats: readStats(parameters['stat'] ?? 'count()'),
    groups: readNames(parameters['group']),
    query: parameters['query'],
    interval: undefined,
  }
}

export function readNames(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** Gathers every group in one pass for each field that is measured. */
export function readGroups(
  context: ReadContext,
  request: GroupedRequest,
): { readonly groups: ReadonlyMap<string, StatGroup>; readonly seconds: number } {
  const { index, planner } = context
  const { source, stats } = request
  const plan = planner.planFor(planner.parse(request.query), source)
  const condition = toCondition(plan)
  const ranges = index
    .rangesOf(source)
    .filter(({ block }) => block === undefined || mayMatch(plan, block))
  const seconds = stats.some(({ isRate }) => isRate) ? readSeconds(context, source, condition) : 1
  const groups = new Map<string, StatGroup & { readonly sketches: Map<string, Sketch> }>()
  const fields = [...new Set(stats.map(({ field }) => field ?? ''))]
  for (const field of fields) {
    for (const row of measure(context, request, field, condition, ranges)) {
      const values = request.groups.map((_name, at) => toJson(row[`g${at}`]))
      if (request.interval !== undefined) values.unshift(Number(row['bucket']))
      const key = JSON.stringify(values)
      let group = groups.get(key)
      if (group === undefined) {
        if (groups.size >= GROUP_LIMIT) continue
        groups.set(key, (group = { values, sketches: new Map() }))
      }
      let sketch = group.sketches.get(field)
      if (sketch === undefined) group.sketches.set(field, (sketch = new Sketch()))
      sketch.add({
        slot: row['slot'] === null ? undefined : Number(row['slot']),
        count: Number(row['n']),
        sum: Number(row['total'] ?? 0),
        least: Number(row['least'] ?? 0),
        greatest: Number(row['greatest'] ?? 0),
      })
    }
  }
  return {
    groups: nameScopes(context, request, groups),
    seconds,
  }
}

/**
 * SQLite groups by what was asked and by the logarithm of the value: what comes out is a sketch of
 * each group's distribution, some hundred numbers instead of a million rows.
 */
function measure(
  { database }: ReadContext,
  { source, groups, interval }: GroupedRequest,
  field: string,
  condition: Condition,
  ranges: readonly RowRange[],
): readonly SqlRow[] {
  const value = field === '' ? undefined : toExpression(toField(source, field, false))
  const columns = groups.map((name) => toExpression(toField(source, name, false)))
  const time = source.columns.find(({ name }) => name === 'time' || name === 'start')
  const bucket =
    interval === undefined
      ? []
      : [
          `CAST(${time?.sql ?? time?.name ?? 'time'} / ${interval} AS INTEGER) * ${interval} AS bucket`,
        ]
  const measured = value === undefined ? 'NULL' : value.sql
  const names = [
    ...(interval === undefined ? [] : ['bucket']),
    ...groups.map((_name, at) => `g${at}`),
    'slot',
  ]
  const statement = `
    SELECT ${[...bucket, ...columns.map(({ sql }, at) => `${sql} AS g${at}`)].concat(`${Sketch.slotSql} AS slot`).join(', ')},
      count(*) AS n, sum(v) AS total, min(v) AS least, max(v) AS greatest
    FROM (SELECT *, ${measured} AS v FROM ${source.table} WHERE ${toRangeSql(ranges)} AND ${condition.sql})
    ${value === undefined ? '' : "WHERE typeof(v) IN ('integer', 'real')"}
    GROUP BY ${names.join(', ')}`
  return database.all(statement, [
    ...columns.flatMap(({ values }) => values),
    ...(value?.values ?? []),
    ...condition.values,
  ])
}

/** Row numbers are ours. Neighbouring ranges are one. */
function toRangeSql(ranges: readonly RowRange[]): string {
  if (ranges.length === 0) return '0'
  const merged: { first: number; last: number }[] = []
  for (const { first, last } of ranges) {
    const before = merged.at(-1)
    if (before !== undefined && first <= before.last + 1) before.last = last
    else merged.push({ first, last })
  }
  return `(${merged.map(({ first, last }) => `no BETWEEN ${first} AND ${last}`).join(' OR ')})`
}

interface Expression {
  readonly sql: string
  readonly values: readonly string[]
}

function toExpression(field: Field): Expression {
  switch (field.type) {
    case 'scope':
      return { sql: 'scope', values: [] }
    case 'trace':
      return { sql: 'trace', values: [] }
    case 'issue':
      return { sql: 'issue', values: [] }
    case 'none':
      return { sql: 'NULL', values: [] }
    default:
      return field.target.type === 'column'
        ? { sql: field.target.name, values: [] }
        : { sql: '(attributes ->> ?)', values: [field.target.key] }
  }
}

/** Rows know scopes and traces by number; people know them by name. */
function nameScopes(
  context: ReadContext,
  { source, groups, interval }: GroupedRequest,
  found: ReadonlyMap<string, StatGroup>,
): ReadonlyMap<string, StatGroup> {
  const fields = groups.map((name) => toField(source, name, false))
  if (!fields.some(({ type }) => type === 'scope' || type === 'trace')) return found
  const offset = interval === undefined ? 0 : 1
  const named = new Map<string, StatGroup & { readonly sketches: Map<string, Sketch> }>()
  for (const { values, sketches } of found.values()) {
    const names = values.map((value, at) => toName(context, fields[at - offset], value))
    const key = JSON.stringify(names)
    const known = named.get(key)
    if (known === undefined) {
      named.set(key, { values: names, sketches: new Map(sketches) })
      continue
    }
    for (const [field, sketch] of sketches) {
      const before = known.sketches.get(field)
      if (before) before.merge(sketch)
      else known.sketches.set(field, sketch)
    }
  }
  return named
}

function toName({ origins, database }: ReadContext, field: Field | undefined, value: Json): Json {
  if (value === null || field === undefined) return value
  if (field.type === 'scope') return origins.nameOf(Number(value), field.column) ?? null
  if (field.type !== 'trace') return value
  const row = database.get('SELECT trace_id FROM trace WHERE no = ?', [Number(value)])
  return row === undefined ? null : String(row['trace_id'])
}

function toJson(value: unknown): Json {
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

/** How long the rows took to come, for rates. */
function readSeconds(
  { database }: ReadContext,
  { table, columns }: Source,
  condition: Condition,
): number {
  const time = columns.find(({ name }) => name === 'time' || name === 'start')
  const sql = time?.sql ?? time?.name ?? 'time'
  const row = database.get(
    `SELECT min(${sql}) AS first, max(${sql}) AS last FROM ${table} WHERE ${condition.sql}`,
    condition.values,
  )
  return Math.max((Number(row?.['last'] ?? 0) - Number(row?.['first'] ?? 0)) / 1000, 1)
}
