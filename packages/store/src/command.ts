import type { Failure } from 'protocol'
import type { Database } from './driver/database.ts'
import type { Retention } from './keep/retention.ts'

/** What a person or agent may change. Everything else only grows. */
export type Command =
  | {
      readonly type: 'clear'
      readonly before: number | undefined
      readonly service: string | undefined
    }
  | {
      readonly type: 'mark-issue'
      readonly id: string
      readonly mark: IssueMark
      readonly time: number
    }
  | { readonly type: 'pin-trace'; readonly id: string; readonly isPinned: boolean }

export type IssueMark = 'resolve' | 'reopen' | 'mute' | 'unmute' | 'pin' | 'unpin' | 'acknowledge'

export interface CommandOutcome {
  readonly ok: boolean
  readonly hasRemoved: boolean
  readonly failure: Failure | undefined
}

const done: CommandOutcome = { ok: true, hasRemoved: false, failure: undefined }

/** Column and value of each mark; `time` stands for when it was made. */
const marks: Readonly<Record<IssueMark, string>> = {
  resolve: 'resolved_at = ?',
  reopen: 'resolved_at = NULL',
  mute: 'is_muted = 1',
  unmute: 'is_muted = 0',
  pin: 'is_pinned = 1',
  unpin: 'is_pinned = 0',
  acknowledge: 'acknowledged_at = ?',
}

export function runCommand(
  database: Database,
  retention: Retention,
  command: Command,
): CommandOutcome {
  switch (command.type) {
    case 'clear':
      retention.clear(command)
      return { ...done, hasRemoved: true }
    case 'mark-issue': {
      const sql = marks[command.mark]
      const values = sql.includes('?') ? [command.time, command.id] : [command.id]
      return change(database, `UPDATE issue SET ${sql} WHERE id = ?`, values, 'issue', command.id)
    }
    case 'pin-trace': {
      const values = [command.isPinned ? 1 : 0, command.id]
      return change(
        database,
        'UPDATE trace SET is_pinned = ? WHERE trace_id = ?',
        values,
        'trace',
        command.id,
      )
    }
  }
}

function change(
  database: Database,
  sql: string,
  values: readonly (string | number)[],
  what: string,
  id: string,
): CommandOutcome {
  if (database.run(sql, values) > 0) return done
  const message = `There is no ${what} ${id.slice(0, 80)}.`
  return {
    ok: false,
    hasRemoved: false,
    failure: { code: 'not-found', message, position: undefined, fix: undefined },
  }
}
