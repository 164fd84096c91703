import { toGroup } from 'insight'
import type { EventRecord } from 'protocol'
import type { Database, SqlRow } from '../driver/database.ts'
import { readWritten } from '../written-json.ts'

interface IssueState {
  readonly no: number
  readonly id: string
  isNew: boolean
  isDirty: boolean
  readonly kind: string
  readonly key: string
  title: string
  type: string | null
  value: string | null
  culprit: string | null
  level: string
  count: number
  firstSeen: number
  lastSeen: number
  readonly firstReceived: number
  lastReceived: number
  readonly scopes: Set<number>
  readonly firstEdit: number | null
  readonly run: string | null
}

/** When and where an event came, which the event does not say. */
export interface Seen {
  readonly receivedAt: number
  readonly scope: number
  readonly run: string | undefined
  /** The row of the last save before it. */
  readonly edit: number | undefined
}

export interface IssueLink {
  readonly no: number
  readonly culprit: string | null
}

export interface Issues {
  /** The issue an event belongs to. It is counted once the event proves to be new. */
  readonly linkOf: (event: EventRecord, seen: Seen) => IssueLink
  readonly count: (link: IssueLink, event: EventRecord, seen: Seen) => void
  readonly flush: () => void
}

const CACHE_LIMIT = 5000

export function createIssues(database: Database): Issues {
  const cache = new Map<string, IssueState>()
  const byNumber = new Map<number, IssueState>()
  const dirty = new Set<IssueState>()
  let last = Number(database.get('SELECT max(no) AS no FROM issue', [])?.['no'] ?? 0)
  const find = database.prepare('SELECT * FROM issue WHERE id = ?')
  const insert = database.prepare(
    `INSERT INTO issue (no, id, kind, key, first_received, first_edit, run, title, type, value,
      culprit, level, count, first_seen, last_seen, last_received, scopes)
      VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
  )
  const adopt = database.prepare(
    `UPDATE issue SET is_muted = verdict.is_muted, resolved_at = verdict.resolved_at
      FROM verdict WHERE verdict.id = issue.id AND issue.no = ?`,
  )
  const forget = database.prepare('DELETE FROM verdict WHERE id = ?')
  const update = database.prepare(
    `UPDATE issue SET title=?, type=?, value=?, culprit=?, level=?, count=?, first_seen=?,
      last_seen=?, last_received=?, scopes=? WHERE no=?`,
  )

  const stateOf = (event: EventRecord, seen: Seen): IssueState => {
    const group = toGroup(event)
    let state = cache.get(group.id)
    if (state === undefined) {
      const row = find.get([group.id])
      state = row ? fromRow(row) : toNewState(++last, group, event, seen)
      cache.set(group.id, state)
      byNumber.set(state.no, state)
    }
    return state
  }

  return {
    linkOf: (event, seen) => {
      const { no, culprit } = stateOf(event, seen)
      return { no, culprit }
    },
    count: ({ no }, event, seen) => {
      const state = byNumber.get(no)
      if (state === undefined) return
      state.count++
      // The newest telling names it: messages change with the code.
      if (event.time >= state.lastSeen) {
        state.title = event.title
        state.value = event.exceptions.at(-1)?.value ?? event.message ?? null
        state.level = event.level
      }
      state.firstSeen = Math.min(state.firstSeen, event.time)
      state.lastSeen = Math.max(state.lastSeen, event.time)
      state.lastReceived = seen.receivedAt
      state.scopes.add(seen.scope)
      state.isDirty = true
      dirty.add(state)
    },
    flush: () => {
      for (const state of dirty) {
        const values = [
          state.title,
          state.type,
          state.value,
          state.culprit,
          state.level,
          state.count,
          state.firstSeen,
          state.lastSeen,
          state.lastReceived,
          JSON.stringify([...state.scopes]),
        ]
        if (state.isNew) {
          insert.run([
            state.no,
            state.id,
            state.kind,
            state.key,
            state.firstReceived,
            state.firstEdit,
            state.run,
            ...values.slice(0, 8),
            ...values.slice(8),
          ])
          adopt.run([state.no])
          forget.run([state.id])
        } else update.run([...values, state.no])
        state.isNew = false
        state.isDirty = false
      }
      dirty.clear()
      if (cache.size <= CACHE_LIMIT) return
      cache.clear()
      byNumber.clear()
    },
  }
}

type Group = ReturnType<typeof toGroup>

function toNewState(no: number, group: Group, event: EventRecord, seen: Seen): IssueState {
  return {
    no,
    id: group.id,
    isNew: true,
    isDirty: false,
    kind: group.kind,
    key: JSON.stringify(group.key),
    title: event.title,
    type: group.type ?? null,
    value: group.value ?? null,
    culprit: group.culprit ?? null,
    level: event.level,
    count: 0,
    firstSeen: event.time,
    lastSeen: event.time,
    firstReceived: seen.receivedAt,
    lastReceived: seen.receivedAt,
    scopes: new Set(),
    firstEdit: seen.edit ?? null,
    run: seen.run ?? null,
  }
}

function fromRow(row: SqlRow): IssueState {
  const text = (name: string): string | null => (row[name] === null ? null : String(row[name]))
  return {
    no: Number(row['no']),
    id: String(row['id']),
    isNew: false,
    isDirty: false,
    kind: String(row['kind']),
    key: String(row['key']),
    title: String(row['title']),
    type: text('type'),
    value: text('value'),
    culprit: text('culprit'),
    level: String(row['level']),
    count: Number(row['count']),
    firstSeen: Number(row['first_seen']),
    lastSeen: Number(row['last_seen']),
    firstReceived: Number(row['first_received']),
    lastReceived: Number(row['last_received']),
    scopes: new Set(readWritten<number[]>(row['scopes'])),
    firstEdit: row['first_edit'] === null ? null : Number(row['first_edit']),
    run: text('run'),
  }
}
