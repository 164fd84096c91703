import type { Asker, Outcome } from 'client'
import type { Failure, List } from 'protocol'
import type { TailEntry } from '../print/tail-line.ts'
import { toCommandFailure } from '../reach/answer.ts'
import { tailKinds } from './tail-kinds.ts'

export type MatchList = 'events' | 'logs' | 'spans' | 'issues' | 'traces'

export const matchLists: readonly MatchList[] = ['events', 'logs', 'spans', 'issues', 'traces']

/** Where something that is named by a query alone may be. */
const USUAL: readonly MatchList[] = ['events', 'logs', 'spans']

export interface MatchQuestion {
  readonly lists: readonly MatchList[] | undefined
  readonly query: string
  /** Milliseconds since the epoch; everything, where it is not told. */
  readonly since: number | undefined
  /** Milliseconds to wait for a first match. */
  readonly wait: number
}

export interface Matches {
  readonly total: number
  /** The newest of each list. */
  readonly entries: readonly TailEntry[]
}

/** The sidecar is asked again after so long: none waits for longer than a minute. */
const TURN = 20_000
const ENTRY_LIMIT = 10

/** What matches in any of the lists, as soon as anything does. */
export async function findMatches(asker: Asker, question: MatchQuestion): Promise<Matches> {
  const { lists = USUAL, wait } = question
  const end = performance.now() + wait
  for (;;) {
    const left = Math.max(end - performance.now(), 0)
    const stop = new AbortController()
    const asked = lists.map((list) =>
      readList(asker, list, question, Math.min(left, TURN), stop.signal),
    )
    // The first that has something ends the waiting of the others.
    await Promise.race([
      Promise.all(asked),
      ...asked.map(async (answer) => {
        const { matches } = await answer
        return matches !== undefined && matches.total > 0 ? undefined : new Promise(() => undefined)
      }),
    ])
    stop.abort()
    const answers = await Promise.all(asked)
    const known = answers.flatMap(({ matches }) => (matches === undefined ? [] : [matches]))
    if (known.length === 0) throwFirst(answers, question.query)
    const total = known.reduce((sum, matches) => sum + matches.total, 0)
    if (total > 0 || performance.now() >= end) {
      return { total, entries: known.flatMap(({ entries }) => entries) }
    }
  }
}

interface ListAnswer {
  readonly matches: Matches | undefined
  readonly failure: Failure | undefined
}

/** A query that one list cannot answer may be another's: only where none can, it is wrong. */
function throwFirst(answers: readonly ListAnswer[], query: string): never {
  const failure = answers.find((answer) => answer.failure !== undefined)?.failure
  if (failure === undefined) throw new Error('no list was asked')
  throw toCommandFailure(failure, query)
}

const timeFields: Readonly<Record<MatchList, string>> = {
  events: 'time',
  logs: 'time',
  spans: 'time',
  issues: 'last_seen',
  traces: 'start',
}

async function readList(
  { ask }: Asker,
  list: MatchList,
  { query, since }: MatchQuestion,
  wait: number,
  signal: AbortSignal,
): Promise<ListAnswer> {
  const term = since === undefined ? '' : `${timeFields[list]}:>=${Math.floor(since)}`
  const parameters = {
    query: query === '' || term === '' ? query + term : `(${query}) ${term}`,
    limit: String(ENTRY_LIMIT),
    wait: String(Math.round(wait)),
  }
  const outcome: Outcome<List<unknown>> = await ask(list, parameters, signal)
  if (!outcome.ok) {
    const isStopped = outcome.failure.code === 'aborted'
    return isStopped
      ? { matches: { total: 0, entries: [] }, failure: undefined }
      : { matches: undefined, failure: outcome.failure }
  }
  const { total, items } = outcome.value
  return {
    matches: { total, entries: items.map((item) => toEntry(list, item)) },
    failure: undefined,
  }
}

function toEntry(list: MatchList, item: unknown): TailEntry {
  const kind = list === 'events' ? 'errors' : list
  const known = list === 'issues' || list === 'traces' ? undefined : tailKinds[kind]
  return { kind, item, line: known?.toLine(item) ?? toSummaryLine(item) }
}

/** Issues and traces are summaries: what they are called is all there is to a line. */
function toSummaryLine(item: unknown): TailEntry['line'] {
  const text = readField(item, 'title') ?? readField(item, 'name') ?? ''
  const time =
    typeof item === 'object' && item !== null && 'lastSeen' in item ? item.lastSeen : undefined
  const start =
    typeof item === 'object' && item !== null && 'start' in item ? item.start : undefined
  const when = typeof time === 'number' ? time : typeof start === 'number' ? start : 0
  const id = readField(item, 'id') ?? readField(item, 'traceId') ?? ''
  const level = readField(item, 'level') ?? 'info'
  return { id, time: when, level, service: undefined, text, attributes: {} }
}

function readField(item: unknown, name: string): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined
  const value: unknown = Reflect.get(item, name)
  return typeof value === 'string' ? value : undefined
}
