import type { EditReference, Issue, IssueStatus, Level, Parameters } from 'protocol'
import type { SqlRow } from '../driver/database.ts'
import { toSource } from '../query/source.ts'
import { toAnd, toEquals, toNot } from '../query/plan.ts'
import type { Plan, Target } from '../query/plan.ts'
import type { ReadContext } from './context.ts'
import { readListParameters } from './list-parameters.ts'
import { listRecords, readRows, toAnswer } from './lists.ts'
import type { CountedList } from './lists.ts'
import { createMembers } from './members.ts'
import { optional, selectIn } from './origins.ts'
import { notFound } from './refusal.ts'
import { readSort } from './sort.ts'
import { readWholePage } from './whole-page.ts'
import { readWritten } from '../written-json.ts'

/** Slots of the spark line. */
const SLOTS = 24

/** The events of an issue are in all blocks: of how many does not matter. */
const WINDOW = 2048

/** Events that a spark line is drawn of. */
const TIMELINE_LIMIT = 1000

export function listIssues(context: ReadContext, parameters: Parameters): CountedList {
  const { database, index, planner } = context
  const { query, limit, cursor, sort } = readListParameters(parameters)
  const source = { ...toSource('issue'), states: toStates(context) }
  const members = createMembers(database, index, planner, planner.parse(query), {
    source,
    children: ['event'],
    link: 'issue',
  })
  const page = readWholePage(database, {
    source,
    members,
    window: WINDOW,
    sort: readSort(sort, source, '-last_seen'),
    limit,
    cursor,
  })
  return toAnswer(page, toIssues(context, readRows(context, source, page.rows)))
}

export function readIssue(context: ReadContext, id: string): object {
  const row = findIssue(context, id)
  const no = Number(row['no'])
  const [issue] = toIssues(context, [row])
  const newest = context.database.all(
    'SELECT * FROM event WHERE issue = ? ORDER BY time DESC, no DESC LIMIT 1',
    [no],
  )
  const [event] = context.items.of('event', newest)
  return {
    ...issue,
    event,
    key: readWritten<unknown>(row['key']),
  }
}

export function listIssueEvents(
  context: ReadContext,
  id: string,
  parameters: Parameters,
): CountedList {
  const number = Number(findIssue(context, id)['no'])
  return listRecords(context, 'event', parameters, {
    type: 'among',
    column: 'issue',
    numbers: [number],
  })
}

function findIssue({ database }: ReadContext, id: string): SqlRow {
  const lower = id.toLowerCase()
  const row =
    database.get('SELECT * FROM issue WHERE id = ?', [lower]) ??
    (lower.length >= 8
      ? database.get('SELECT * FROM issue WHERE id >= ? AND id < ?', [lower, `${lower}g`])
      : undefined)
  if (row === undefined) throw notFound('issue', id)
  return row
}

function toIssues(context: ReadContext, rows: readonly SqlRow[]): readonly Issue[] {
  const edits = readEdits(context, rows)
  const run = currentRun(context)
  return rows.map((row) => ({
    id: String(row['id']),
    kind: String(row['kind']),
    title: String(row['title']),
    type: optional(row['type']),
    value: optional(row['value']),
    culprit: optional(row['culprit']),
    level: toLevel(row['level']),
    status: toStatus(row, run),
    isPinned: row['is_pinned'] === 1,
    count: Number(row['count']),
    firstSeen: Number(row['first_seen']),
    lastSeen: Number(row['last_seen']),
    services: context.origins.servicesOf(readWritten<number[]>(row['scopes'])),
    firstEdit: edits.get(Number(row['first_edit'] ?? 0)),
    timeline: readTimeline(context, row),
  }))
}

/** New until somebody has seen it or another run has begun; regressed when it came back after being resolved. */
function toStatus(row: SqlRow, run: string | undefined): IssueStatus {
  if (row['is_muted'] === 1) return 'muted'
  const resolved = row['resolved_at']
  if (resolved !== null && resolved !== undefined) {
    return Number(row['last_received']) > Number(resolved) ? 'regressed' : 'resolved'
  }
  return row['acknowledged_at'] === null && optional(row['run']) === run ? 'new' : 'ongoing'
}

/** What `is:` asks, in the terms of `toStatus`. */
function toStates(context: ReadContext): Readonly<Record<string, Plan>> {
  const run = currentRun(context)
  const muted = isTrue('is_muted')
  const open = toAnd([toNot(muted), toNot({ type: 'has', target: toExpression('resolved_at') })])
  const ofRun: Plan =
    run === undefined
      ? toNot({ type: 'has', target: toExpression('run') })
      : toEquals(toExpression('run'), run)
  const fresh = toAnd([toNot({ type: 'has', target: toExpression('acknowledged_at') }), ofRun])
  const isBack = isTrue('coalesce(last_received > resolved_at, 0)')
  const isDone = isTrue('coalesce(last_received <= resolved_at, 0)')
  return {
    new: toAnd([open, fresh]),
    ongoing: toAnd([open, toNot(fresh)]),
    resolved: toAnd([toNot(muted), isDone]),
    regressed: toAnd([toNot(muted), isBack]),
    muted,
    pinned: isTrue('is_pinned'),
    unresolved: toAnd([toNot(muted), toNot(isDone)]),
  }
}

function isTrue(sql: string): Plan {
  return { type: 'compare', target: toExpression(sql), operator: '=', value: 1 }
}

function toExpression(sql: string): Target {
  return { type: 'column', name: sql, fieldType: 'number', hasWords: false }
}

function currentRun({ database }: ReadContext): string | undefined {
  const row = database.get(
    'SELECT run_id FROM run GROUP BY run_id HAVING max(end_time) IS NULL ORDER BY min(time) DESC LIMIT 1',
    [],
  )
  return row && optional(row['run_id'])
}

function readEdits(
  { database, origins }: ReadContext,
  rows: readonly SqlRow[],
): ReadonlyMap<number, EditReference> {
  const numbers = rows.map((row) => Number(row['first_edit'] ?? 0)).filter((no) => no > 0)
  const edits = selectIn(
    database,
    'SELECT no, arrival, ordinal, scope, file, line, time FROM edit WHERE no',
    numbers,
  )
  const originOf = origins.originsOf(edits)
  return new Map(
    edits.map((edit) => [
      Number(edit['no']),
      {
        id: `${originOf(edit).envelopeId}-${Number(edit['ordinal'])}`,
        file: String(edit['file']),
        line: edit['line'] === null ? undefined : Number(edit['line']),
        time: Number(edit['time']),
      },
    ]),
  )
}

/** By the index of issues, so that a list of hundreds costs little however much came. */
function readTimeline({ database }: ReadContext, issue: SqlRow): readonly number[] {
  const first = Number(issue['first_seen'])
  const width = Math.max((Number(issue['last_seen']) - first) / SLOTS, 1)
  const slots = Array.from({ length: SLOTS }, () => 0)
  const rows = database.all('SELECT time FROM event WHERE issue = ? ORDER BY no DESC LIMIT ?', [
    Number(issue['no']),
    TIMELINE_LIMIT,
  ])
  for (const { time } of rows) {
    const slot = Math.floor((Number(time) - first) / width)
    const shown = Math.min(Math.max(slot, 0), SLOTS - 1)
    slots[shown] = (slots[shown] ?? 0) + 1
  }
  return slots
}

const LEVELS: readonly Level[] = ['fatal', 'error', 'warning', 'info', 'debug']

function toLevel(value: unknown): Level {
  return LEVELS.find((level) => level === value) ?? 'error'
}
