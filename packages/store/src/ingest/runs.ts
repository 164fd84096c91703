import type { EditRecord, RunRecord } from 'protocol'
import type { Database } from '../driver/database.ts'

/** A save longer ago has not caused what happens now. */
const EDIT_WINDOW = 10 * 60_000

/** What is going on while records come in: which run, and which save was the last. */
export interface Runs {
  /** The run that is under way. */
  readonly current: () => string | undefined
  readonly lastEditBefore: (time: number) => number | undefined
  readonly addRun: (run: RunRecord) => void
  readonly addEdit: (edit: EditRecord, no: number) => void
}

export function createRuns(database: Database): Runs {
  const open: string[] = database
    .all(
      'SELECT run_id FROM run GROUP BY run_id HAVING max(end_time) IS NULL ORDER BY min(time)',
      [],
    )
    .map((row) => String(row['run_id']))
  const edits = database
    .all('SELECT no, time FROM edit ORDER BY time DESC LIMIT 100', [])
    .map((row) => ({ no: Number(row['no']), time: Number(row['time']) }))
    .toReversed()
  return {
    current: () => open.at(-1),
    lastEditBefore: (time) => {
      const edit = edits.findLast((candidate) => candidate.time <= time)
      return edit !== undefined && time - edit.time <= EDIT_WINDOW ? edit.no : undefined
    },
    addRun: ({ id, endTime }) => {
      const at = open.indexOf(id)
      if (endTime !== undefined && at !== -1) open.splice(at, 1)
      if (endTime === undefined && at === -1) open.push(id)
    },
    addEdit: ({ time }, no) => {
      edits.push({ no, time })
      if (edits.length > 200) edits.splice(0, 100)
    },
  }
}
