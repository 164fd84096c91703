import { readQuantity } from 'protocol'
import type { Json } from 'protocol'
import { blockRows } from '../block/block.ts'
import type { SqlValue } from '../driver/database.ts'
import { mayMatch } from '../query/block-match.ts'
import { toField } from '../query/field.ts'
import type { Source } from '../query/source.ts'
import { toCondition } from '../query/sqlite-dialect.ts'
import type { RowRange } from './block-index.ts'
import type { ReadContext } from './context.ts'
import { toCountedPlan } from './counted-plan.ts'
import { toGroupColumn, toMeasureColumn } from './gather-column.ts'
import type { GatherColumn } from './gather-column.ts'
import { Sketch } from './sketch.ts'
import type { Measure, Stat } from './stat.ts'
import { readTimeExtent, toTimeColumn } from './time-extent.ts'
import type { TimeExtent } from './time-extent.ts'

export interface GatherRequest {
  readonly source: Source
  readonly stats: readonly Stat[]
  readonly groups: readonly string[]
  readonly query: string | undefined
  /** Of time buckets, which then are the first of the groups. */
  readonly toInterval?: (extent: TimeExtent) => number
  /** Buckets kept: the newest. */
  readonly bucketLimit?: number
}

export interface GatheredGroup {
  /** Values of the groups; times of buckets in milliseconds. */
  readonly values: readonly Json[]
  readonly sketchOf: (stat: Stat) => Sketch
}

export interface Gathered {
  readonly groups: readonly GatheredGroup[]
  /** There are groups beyond the limit. */
  readonly isCut: boolean
  /** How long the rows took to come, for rates. */
  readonly seconds: number
  readonly interval: number
}

/** Groups beyond this are not told apart from noise, and would fill the memory. */
const GROUP_LIMIT = 20_000

/** Rows of one statement: of a million, Node's driver would hold 200 MB. */
const STRETCH = 8 * blockRows

interface OpenGroup {
  readonly row: readonly SqlValue[]
  readonly sketches: readonly Sketch[]
}

/** Gathers every group in one pass over the rows that match. */
export function gather(context: ReadContext, request: GatherRequest): Gathered {
  const { database, index } = context
  const { source, stats, groups } = request
  const plan = toCountedPlan(context, source, request.query)
  const condition = toCondition(plan)
  const ranges = index
    .rangesOf(source)
    .filter(({ block }) => block === undefined || mayMatch(plan, block))
  const isTimed = request.toInterval !== undefined || stats.some(({ isRate }) => isRate)
  const extent = isTimed ? readTimeExtent(database, source, plan, ranges) : undefined
  const interval = (extent && request.toInterval?.(extent)) ?? 0
  const measures = toMeasures(stats)
  const groupColumns = groups.map((name) => toGroupColumn(context, source, name))
  const columns: readonly GatherColumn[] = [
    ...(interval > 0 ? [toBucketColumn(source, interval)] : []),
    ...groupColumns,
  ]
  const measureColumns = measures
    .filter(({ type }) => type !== 'row')
    .map(({ type, field }) => toMeasureColumn(type, toField(source, field, false)))
  const found = new Map<SqlValue, OpenGroup>()
  const width = columns.length
  let isCut = false

  const take = (row: readonly SqlValue[]): void => {
    const key = width === 1 ? (row[0] ?? null) : toKey(row, width)
    let group = found.get(key)
    if (group === undefined) {
      if (found.size >= GROUP_LIMIT) {
        isCut = true
        return
      }
      found.set(
        key,
        (group = { row: row.slice(0, width), sketches: measures.map(() => new Sketch()) }),
      )
    }
    let column = width
    for (let at = 0; at < measures.length; at++) {
      const sketch = group.sketches[at]
      const type = measures[at]?.type
      if (sketch === undefined) continue
      if (type === 'row') sketch.addRow()
      else addTo(sketch, type, row[column++] ?? null)
    }
  }

  const since = toSince(request, extent, interval)
  const all = [...columns, ...measureColumns]
  const also = since === undefined ? '' : ` AND ${toTimeColumn(source)} >= ${since}`
  for (const { first, last } of toStretches(ranges)) {
    database.each(
      all.map(({ sql }) => sql),
      `${source.table} WHERE no BETWEEN ? AND ? AND ${condition.sql}${also}`,
      [...all.flatMap(({ values }) => values), first, last, ...condition.values],
      take,
    )
  }
  return {
    groups: toGathered(found, columns, measures),
    isCut,
    seconds: extent === undefined ? 1 : Math.max((extent.last - extent.first) / 1000, 1),
    interval,
  }
}

/** Different columns of one row are asked for once. */
function toMeasures(stats: readonly Stat[]): readonly Measure[] {
  return [...new Map(stats.map(({ measure }) => [toMeasureKey(measure), measure])).values()]
}

function toMeasureKey({ type, field }: Measure): string {
  return `${type} ${field}`
}

function toKey(row: readonly SqlValue[], width: number): string {
  let key = ''
  for (let at = 0; at < width; at++) {
    const value = row[at]
    // What is not there is no empty text.
    key += value === null || value === undefined ? '\0' : `${String(value)}\u0001`
  }
  return key
}

function addTo(sketch: Sketch, type: Measure['type'] | undefined, value: SqlValue): void {
  if (type === 'presence') {
    if (value !== null) sketch.addRow()
    return
  }
  const number = typeof value === 'string' ? readPlainNumber(value) : value
  if (number !== null && number !== undefined) sketch.add(Number(number))
}

/** SDKs send many numbers as text. */
function readPlainNumber(text: string): number | undefined {
  const quantity = readQuantity(text)
  return quantity?.suffix === '' ? quantity.amount : undefined
}

function toBucketColumn(source: Source, interval: number): GatherColumn {
  const sql = `CAST(${toTimeColumn(source)} / ${interval} AS INTEGER) * ${interval}`
  return { sql, values: [], toJson: Number }
}

/** The oldest bucket that is kept begins here. */
function toSince(
  { bucketLimit }: GatherRequest,
  extent: TimeExtent | undefined,
  interval: number,
): number | undefined {
  if (bucketLimit === undefined || extent === undefined || interval === 0) return undefined
  return (Math.floor(extent.last / interval) - bucketLimit + 1) * interval
}

/** Groups that are called the same are one: scopes differ in more than in the name that is asked for. */
function toGathered(
  found: ReadonlyMap<SqlValue, OpenGroup>,
  columns: readonly GatherColumn[],
  measures: readonly Measure[],
): readonly GatheredGroup[] {
  const places = new Map(measures.map((measure, at) => [toMeasureKey(measure), at]))
  const named = new Map<
    string,
    { readonly values: readonly Json[]; readonly sketches: readonly Sketch[] }
  >()
  for (const { row, sketches } of found.values()) {
    const values = columns.map(({ toJson }, at) => toJson(row[at] ?? null))
    const key = JSON.stringify(values)
    const known = named.get(key)
    if (known === undefined) named.set(key, { values, sketches })
    else for (const [at, sketch] of sketches.entries()) known.sketches[at]?.merge(sketch)
  }
  return [...named.values()].map(({ values, sketches }) => ({
    values,
    sketchOf: ({ measure }) => sketches[places.get(toMeasureKey(measure)) ?? -1] ?? new Sketch(),
  }))
}

/** Neighbouring ranges together, but not all: what a row hands out is kept until its statement ends. */
function toStretches(ranges: readonly RowRange[]): readonly Pick<RowRange, 'first' | 'last'>[] {
  const stretches: { first: number; last: number }[] = []
  for (const { first, last } of ranges) {
    const before = stretches.at(-1)
    const isNext = before !== undefined && first <= before.last + 1
    if (isNext && last - before.first < STRETCH) before.last = last
    else stretches.push({ first, last })
  }
  return stretches
}
