import type { JsonObject, Origin } from 'protocol'
import type { Database, SqlRow } from '../driver/database.ts'
import type { TableName } from '../table/tables.ts'
import type { ArrivalRecords } from './arrival-records.ts'
import { optional, optionalNumber, selectIn } from './origins.ts'
import type { Origins } from './origins.ts'
import { readWritten } from '../written-json.ts'

/** Rows as the read API answers them. */
export interface Items {
  readonly of: (source: TableName, rows: readonly SqlRow[]) => readonly object[]
}

interface RowContext {
  readonly origin: Origin
  /** Of things that brought none of their own. */
  readonly id: string
  readonly traceId: string | undefined
  readonly issueId: string | undefined
}

type ToItem = (row: SqlRow, context: RowContext) => object

export function createItems(database: Database, origins: Origins, arrivals: ArrivalRecords): Items {
  const toEvent: ToItem = (row, context) => {
    const record = arrivals.recordAt(Number(row['arrival']), Number(row['ordinal']))
    if (record?.kind !== 'event') return toRest(row, context)
    const { kind: _kind, item: _item, scope: _scope, ...event } = record
    const culprit = optional(row['culprit'])
    return { ...event, issueId: context.issueId, culprit, ...context.origin }
  }

  const makers: Partial<Record<TableName, ToItem>> = {
    event: toEvent,
    span: toSpan,
    log: toLog,
    metric: toMetric,
    attachment: toAttachment,
    check_in: (row, context) => {
      const { id: checkInId, ...rest } = readJson(row['rest'])
      return { ...rest, checkInId, time: row['time'], ...context.origin, id: context.id }
    },
    profile: toProfile,
  }

  return {
    of: (source, rows) => {
      const originOf = origins.originsOf(rows)
      const traces = readTraceIds(database, rows)
      const issues = readIssueIds(database, rows)
      const make = makers[source] ?? toRest
      return rows.map((row) => {
        const origin = originOf(row)
        const id = `${origin.envelopeId}-${Number(row['ordinal'])}`
        const traceId = row['trace'] === null ? undefined : traces.get(Number(row['trace']))
        const issueId = issues.get(Number(row['issue'] ?? 0))
        return make(row, { origin, id, traceId, issueId })
      })
    },
  }
}

function readTraceIds(database: Database, rows: readonly SqlRow[]): ReadonlyMap<number, string> {
  const numbers = [...new Set(rows.flatMap((row) => optionalNumber(row['trace']) ?? []))]
  const found = selectIn(database, 'SELECT no, trace_id FROM trace WHERE no', numbers)
  return new Map(found.map((row) => [Number(row['no']), String(row['trace_id'])]))
}

function readIssueIds(database: Database, rows: readonly SqlRow[]): ReadonlyMap<number, string> {
  const numbers = [...new Set(rows.flatMap((row) => optionalNumber(row['issue']) ?? []))]
  const found = selectIn(database, 'SELECT no, id FROM issue WHERE no', numbers)
  return new Map(found.map((row) => [Number(row['no']), String(row['id'])]))
}

function toRest(row: SqlRow, { origin, id }: RowContext): object {
  return { id, ...readJson(row['rest']), time: row['time'], ...origin }
}

export function toSpan(
  row: SqlRow,
  { origin, traceId }: Pick<RowContext, 'origin' | 'traceId'>,
): object {
  return {
    traceId,
    spanId: row['span_id'],
    parentSpanId: optional(row['parent_id']),
    segmentId: optional(row['segment_id']),
    segmentName: optional(row['segment']),
    isSegment: row['is_segment'] === 1,
    op: row['op'],
    name: row['name'],
    start: row['time'],
    duration: row['duration'],
    status: optional(row['status']),
    origin: optional(row['origin']),
    spanKind: optional(row['span_kind']),
    attributes: readJson(row['attributes']),
    links: [],
    events: [],
    ...readJson(row['rest']),
    ...origin,
  }
}

function toLog(row: SqlRow, { origin, id, traceId }: RowContext): object {
  return {
    id,
    time: row['time'],
    level: row['level'],
    body: row['body'],
    template: optional(row['template']),
    severityNumber: optionalNumber(row['severity_number']),
    traceId,
    spanId: optional(row['span_id']),
    attributes: readJson(row['attributes']),
    ...readJson(row['rest']),
    ...origin,
  }
}

function toMetric(row: SqlRow, { origin, id, traceId }: RowContext): object {
  return {
    id,
    time: row['time'],
    name: row['name'],
    type: row['type'],
    value: row['value'],
    unit: optional(row['unit']),
    traceId,
    spanId: optional(row['span_id']),
    attributes: readJson(row['attributes']),
    ...readJson(row['rest']),
    ...origin,
  }
}

function toAttachment(row: SqlRow, { origin, id, traceId }: RowContext): object {
  return {
    id,
    time: row['time'],
    filename: row['filename'],
    contentType: optional(row['content_type']),
    attachmentType: row['attachment_type'],
    size: row['size'],
    eventId: optional(row['event_id']),
    traceId,
    spanId: optional(row['span_id']),
    location: optional(row['location']),
    attributes: readJson(row['attributes']),
    ...origin,
  }
}

function toProfile(row: SqlRow, { origin, traceId }: RowContext): object {
  return {
    id: row['profile_id'],
    time: row['time'],
    duration: row['duration'],
    format: row['format'],
    profilerId: optional(row['profiler_id']),
    transaction: optional(row['transaction_name']),
    traceId,
    sampleCount: row['sample_count'],
    ...origin,
  }
}

function readJson(text: unknown): JsonObject {
  return typeof text === 'string' ? readWritten<JsonObject>(text) : {}
}
