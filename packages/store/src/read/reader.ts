import type { Failure, Parameters } from 'protocol'
import type { Database } from '../driver/database.ts'
import { toEquals } from '../query/plan.ts'
import type { Target } from '../query/plan.ts'
import { toSource } from '../query/source.ts'
import type { SourceName } from '../query/source.ts'
import type { Missed } from '../stream/streams.ts'
import type { TableName } from '../table/tables.ts'
import { listAttributes } from './catalogue.ts'
import { createReadContext } from './context.ts'
import type { ReadContext } from './context.ts'
import { listEnvelopes, readEnvelopeDetail, readRawBody } from './envelopes.ts'
import type { RawBody } from './envelopes.ts'
import { readRecordFile } from './files.ts'
import type { RecordFile } from './files.ts'
import { readStoreHealth } from './health.ts'
import { listIssueEvents, listIssues, readIssue } from './issues.ts'
import { listRecords, readRows, readSourcePage, toAnswer } from './lists.ts'
import { readQuota } from './quota.ts'
import { notFound, Refusal } from './refusal.ts'
import { listReplays, readReplay } from './replays.ts'
import { answerSeries } from './series.ts'
import { readMissed, readStreamStart } from './stream-missed.ts'
import { answerStats } from './stats.ts'
import { readTrace } from './trace-detail.ts'
import { readTraceOutline } from './trace-outline.ts'
import { listTraces, withSelfTimes } from './traces.ts'

export type ReadAnswer =
  | { readonly ok: true; readonly value: object }
  | { readonly ok: false; readonly status: number; readonly failure: Failure }

/** Answers the read API from the database. Never throws for what somebody asked. */
export interface Reader {
  readonly answer: (path: string, parameters: Parameters) => ReadAnswer
  readonly rawBody: (id: string) => RawBody | undefined
  /** An attachment's bytes, or another part of an arrival that a record holds. */
  readonly dataOf: (id: string) => RecordFile | undefined
  /** What has to change before the answer to a path can. */
  readonly sourcesOf: (path: string) => readonly SourceName[] | 'all'
  readonly streamStart: (lastId: string | undefined) => number
  readonly streamMissed: (after: number) => Missed
  /** After rows were removed. */
  readonly forget: () => void
}

type Handler = (context: ReadContext, parameters: Parameters, id: string) => object

/** Paths of lists that are records of one table and nothing more. */
const records: Readonly<Record<string, TableName>> = {
  events: 'event',
  logs: 'log',
  metrics: 'metric',
  profiles: 'profile',
  feedback: 'feedback',
  sessions: 'session',
  checkins: 'check_in',
  attachments: 'attachment',
  minidumps: 'minidump',
  reports: 'report',
  dropped: 'client_report',
  pages: 'page_load',
  findings: 'finding',
  edits: 'edit',
  builds: 'build_error',
  runs: 'run',
  ledger: 'ledger',
  raw: 'raw',
}

/** They say what is of which tab, which any query may ask. */
const pageLoads = 'page_load'

/** What the lists are made of that are no records. */
const madeOf: Readonly<Record<string, readonly SourceName[]>> = {
  issues: ['event', 'finding', 'edit', 'run', pageLoads],
  traces: ['span', 'event', 'log', 'finding', pageLoads],
  spans: ['span', pageLoads],
  replays: ['replay', 'replay_recording', 'replay_video'],
  envelopes: ['arrival'],
  quota: ['arrival'],
}

/** `:` stands for one id. */
const handlers: Readonly<Record<string, Handler>> = {
  ...Object.fromEntries(
    Object.entries(records).map(([path, table]): [string, Handler] => [
      path,
      (context, parameters) => listRecords(context, table, parameters),
    ]),
  ),
  health: (context) => readStoreHealth(context),
  issues: listIssues,
  'issues/:': (context, _parameters, id) => readIssue(context, id),
  'issues/:/events': (context, parameters, id) => listIssueEvents(context, id, parameters),
  'events/:': (context, _parameters, id) => readOne(context, 'event', 'event_id', id),
  traces: listTraces,
  'traces/:': (context, _parameters, id) => readTrace(context, id),
  'traces/:/outline': (context, _parameters, id) => readTraceOutline(context, id),
  spans: listSpans,
  'metrics/series': answerSeries,
  replays: listReplays,
  'replays/:': (context, _parameters, id) => readReplay(context, id),
  'profiles/:': (context, _parameters, id) => readProfile(context, id),
  quota: readQuota,
  stats: answerStats,
  attributes: listAttributes,
  envelopes: listEnvelopes,
  'envelopes/:': (context, _parameters, id) => readEnvelopeDetail(context, id),
}

export function createReader(database: Database, folder: string, now: () => number): Reader {
  const context = createReadContext(database, folder, now)
  return {
    answer: (path, parameters) => {
      try {
        const { handler, id } = findHandler(path)
        return { ok: true, value: handler(context, parameters, id) }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        return { ok: false, status: error.status, failure: error.failure }
      }
    },
    rawBody: (id) => safely(() => readRawBody(context, id)),
    dataOf: (id) => safely(() => readRecordFile(context, id)),
    sourcesOf,
    streamStart: (lastId) => readStreamStart(database, lastId),
    streamMissed: (after) => readMissed(database, after),
    forget: () => {
      context.index.forget()
      context.arrivals.forget()
    },
  }
}

function safely<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

function sourcesOf(path: string): readonly SourceName[] | 'all' {
  const [list = ''] = path.split('/').filter((part) => part !== '')
  const table = Object.hasOwn(records, list) ? records[list] : undefined
  if (table === undefined) return madeOf[list] ?? 'all'
  return table === pageLoads ? [table] : [table, pageLoads]
}

function findHandler(path: string): { readonly handler: Handler; readonly id: string } {
  const parts = path.split('/').filter((part) => part !== '')
  const [list = '', id = '', ...rest] = parts
  const exact = parts.join('/')
  const pattern = [list, ':', ...rest].join('/')
  const name = Object.hasOwn(handlers, exact) ? exact : pattern
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
  if (handler === undefined) {
    throw new Refusal(
      {
        code: 'path',
        message: `Nothing is answered at "${exact.slice(0, 80)}".`,
        position: undefined,
        fix: 'The paths are listed in the OpenAPI document at `openapi.json`.',
      },
      404,
    )
  }
  return { handler, id: name === exact ? '' : decodeURIComponent(id) }
}

function listSpans(context: ReadContext, parameters: Parameters): object {
  const source = toSource('span')
  const page = readSourcePage(context, source, parameters)
  const rows = readRows(context, source, page.rows)
  return toAnswer(page, withSelfTimes(context, rows, context.items.of('span', rows)))
}

function readOne(context: ReadContext, name: TableName, column: string, id: string): object {
  const lower = id.toLowerCase().replaceAll('-', '')
  const target: Target = { type: 'column', name: column, fieldType: 'id', hasWords: false }
  const { items } = listRecords(context, name, { limit: '1' }, toEquals(target, lower))
  const [item] = items
  if (item === undefined) throw notFound(name, id)
  return item
}

/** With all its samples, read again from its bytes. */
function readProfile(context: ReadContext, id: string): object {
  const row = context.database.get('SELECT * FROM profile WHERE profile_id = ?', [id.toLowerCase()])
  const record = row && context.arrivals.recordAt(Number(row['arrival']), Number(row['ordinal']))
  if (row === undefined || record?.kind !== 'profile') throw notFound('profile', id)
  const { kind: _kind, item: _item, scope: _scope, ...profile } = record
  return { ...profile, ...context.origins.originsOf([row])(row) }
}
