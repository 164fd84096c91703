import type { Parameters } from 'protocol'
import type { SqlRow } from '../driver/database.ts'
import { toSource } from '../query/source.ts'
import { toCondition } from '../query/sqlite-dialect.ts'
import type { ReadContext } from './context.ts'
import { checkOrder } from './cursor.ts'
import { compareRows, mergeRows } from './keyed-row.ts'
import { readListParameters } from './list-parameters.ts'
import { readRows, toAnswer } from './lists.ts'
import type { CountedList } from './lists.ts'
import { notFound } from './refusal.ts'
import { readSort } from './sort.ts'

/** A replay is what its segments say together; segments arrive in any order. */
export function listReplays(context: ReadContext, parameters: Parameters): CountedList {
  const { database, planner } = context
  const { query, limit, cursor, sort: said } = readListParameters(parameters)
  const source = toSource('replay')
  const times = { ...source, columns: source.columns.filter(({ name }) => name === 'time') }
  const sort = readSort(said, times, '-time')
  checkOrder(cursor, sort)
  const { sql, values } = toCondition(planner.planFor(planner.parse(query), source))
  const all = database.all(
    `SELECT min(no) AS no, max(time) AS key FROM replay WHERE ${sql} GROUP BY replay_id`,
    values,
  )
  const sorted = mergeRows([], all, sort, all.length)
  const behind = cursor ? sorted.filter((row) => compareRows(row, cursor, sort) > 0) : sorted
  const rows = behind.slice(0, limit)
  const page = {
    rows,
    hasMore: rows.length < behind.length,
    total: all.length,
    isExact: true,
    sort,
  }
  return toAnswer(
    page,
    readRows(context, source, rows).map((row) => toReplay(context, String(row['replay_id']))),
  )
}

export function readReplay(context: ReadContext, id: string): object {
  const replay = toReplay(context, id.toLowerCase().replaceAll('-', ''))
  const segments = context.database
    .all('SELECT * FROM replay_recording WHERE replay_id = ? ORDER BY segment, no', [replay.id])
    .flatMap((row) => {
      const record = context.arrivals.recordAt(Number(row['arrival']), Number(row['ordinal']))
      if (record?.kind !== 'replay_recording') return []
      const { segment, time, endTime, events } = record
      return [{ segment, time, endTime, events }]
    })
  return { ...replay, segments }
}

interface ReplayItem {
  readonly id: string
  readonly [field: string]: unknown
}

function toReplay({ database, items }: ReadContext, id: string): ReplayItem {
  const rows = database.all('SELECT * FROM replay WHERE replay_id = ? ORDER BY segment, no', [id])
  const [first] = rows
  if (first === undefined) throw notFound('replay', id)
  const segments = items.of('replay', rows)
  const recordings = database.get(
    'SELECT count(DISTINCT segment) AS n, min(time) AS first, max(end_time) AS last FROM replay_recording WHERE replay_id = ?',
    [id],
  )
  const films = database.get('SELECT count(*) AS n FROM replay_video WHERE replay_id = ?', [id])
  const from = Math.min(Number(recordings?.['first'] ?? Infinity), Number(first['time']))
  const to = Math.max(Number(recordings?.['last'] ?? 0), ...rows.map((row) => Number(row['time'])))
  return {
    ...segments[0],
    id,
    time: from,
    duration: Math.max(to - from, 0),
    segmentCount: Math.max(Number(recordings?.['n'] ?? 0), countSegments(rows)),
    hasVideo: Number(films?.['n'] ?? 0) > 0,
    urls: unite(segments, 'urls'),
    errorIds: unite(segments, 'errorIds'),
    traceIds: unite(segments, 'traceIds'),
  }
}

function countSegments(rows: readonly SqlRow[]): number {
  return new Set(rows.map((row) => Number(row['segment']))).size
}

/** What each segment adds to a list. */
function unite(segments: readonly object[], field: string): readonly unknown[] {
  const all = segments.flatMap((segment) => {
    const value: unknown = Object.entries(segment).find(([key]) => key === field)?.[1]
    return Array.isArray(value) ? (value as readonly unknown[]) : []
  })
  return [...new Set(all)]
}
