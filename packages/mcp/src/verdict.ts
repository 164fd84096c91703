import { toFilterText } from 'protocol'
import type { EditRecord, EventItem, Identified, IssueDetail } from 'protocol'
import type { Reading } from './reading.ts'
import { ToolFailure } from './tool-failure.ts'

/** Whether an issue is fixed. */
export type Verdict = 'fixed' | 'present' | 'regressed' | 'not_run' | 'unknown'

export const verdicts: readonly [Verdict, ...Verdict[]] = [
  'fixed',
  'present',
  'regressed',
  'not_run',
  'unknown',
]

export interface VerdictState {
  readonly verdict: Verdict
  readonly issue: IssueDetail
  /** What was looked at begins here. */
  readonly since: number
  readonly edit: Identified<EditRecord> | undefined
  /** The route, job or page it happened in. */
  readonly path: string | undefined
  /** How often that ran since. */
  readonly runs: number
}

/** So many of the last edits are asked whether they concern the issue. */
const EDIT_LIMIT = 100

export interface VerdictQuestion {
  readonly id: string
  /** What is looked at begins here; the last edit that concerns the issue unless told. */
  readonly from: number | undefined
  /** Somebody says that what led to it was done again. */
  readonly wasRun: boolean
}

export async function readVerdict(
  { id, from, wasRun }: VerdictQuestion,
  reading: Reading,
): Promise<VerdictState> {
  const issue = await reading.ask('issues/:id', { id })
  const edit = from === undefined ? await findEdit(issue, reading) : undefined
  const since = from ?? edit?.time ?? issue.lastSeen
  const path = issue.event && (await readPath(issue.event, reading))
  const state = { issue, since, edit, path }
  if (issue.lastSeen > since) {
    return { ...state, verdict: issue.status === 'regressed' ? 'regressed' : 'present', runs: 0 }
  }
  const runs = path === undefined ? 0 : await countRuns(path, since, reading)
  if (wasRun) return { ...state, verdict: 'fixed', runs }
  // A page that was loaded again is not yet a button that was pressed again.
  if (path === undefined || isAfterClick(issue.event, path)) {
    return { ...state, verdict: 'unknown', runs }
  }
  return { ...state, verdict: runs > 0 ? 'fixed' : 'not_run', runs }
}

/** So long after a click, what happens is taken to be its doing. */
const CLICK_EFFECT = 2000

/** Whether it came of a click in a page, and all that names its path is the page. */
function isAfterClick(event: EventItem | undefined, path: string): boolean {
  if (event === undefined || !path.startsWith('/')) return false
  const click = event.breadcrumbs.findLast(({ category }) => category?.startsWith('ui.') === true)
  return click?.time !== undefined && Math.abs(event.time - click.time) < CLICK_EFFECT
}

/** The last edit of a file in the stack; where none was edited, the last one. */
async function findEdit(
  { event }: IssueDetail,
  { ask }: Reading,
): Promise<Identified<EditRecord> | undefined> {
  const { items } = await ask('edits', { limit: EDIT_LIMIT })
  const frames = event?.exceptions.flatMap(({ frames: all }) => all) ?? []
  const files = frames.flatMap(({ filename, absPath }) => [filename, absPath])
  const isConcerned = (file: string): boolean =>
    files.some((path) => path !== undefined && withoutQuery(path).endsWith(file))
  return items.find(({ file }) => isConcerned(file)) ?? items[0]
}

function withoutQuery(path: string): string {
  return path.replace(/[?#].*$/, '')
}

/** What the event names, else the trace it is in. */
async function readPath(event: EventItem, { ask }: Reading): Promise<string | undefined> {
  if (event.transaction !== undefined && event.transaction !== '') return event.transaction
  if (event.traceId === undefined) return undefined
  try {
    const { name } = await ask('traces/:traceId', { traceId: event.traceId })
    return name === '' ? undefined : name
  } catch (error) {
    if (error instanceof ToolFailure) return undefined
    throw error
  }
}

/** A route is the segment of its service, and may be called from a page: not only whole traces count. */
async function countRuns(path: string, since: number, { ask }: Reading): Promise<number> {
  // A span begins before what it causes: one that was under way at the edit proves nothing.
  const after = `time:>${Math.floor(since)}`
  const [spans, traces] = await Promise.all([
    ask('spans', { query: `is:segment ${toFilterText('name', path)} ${after}`, limit: 1 }),
    ask('traces', { query: `${toFilterText('name', path)} start:>${Math.floor(since)}`, limit: 1 }),
  ])
  return Math.max(spans.total, traces.total)
}
