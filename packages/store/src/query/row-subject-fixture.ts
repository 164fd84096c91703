/* oxlint-disable typescript/no-unsafe-type-assertion -- the tests know of which kind an item is */
import type { EventRecord, FieldValue, Json, JsonObject, QuerySubject } from 'protocol'
import { toEventAttributes } from '../table/event-attributes.ts'
import type { TableName } from '../table/tables.ts'
import { toSource } from './source.ts'

/** What can be asked of a row, by the field of its item. */
export type SubjectKind = Extract<TableName, 'log' | 'span' | 'event'> | 'trace' | 'issue'

export type Item = Readonly<Record<string, Json | undefined>>

const ofRows: Readonly<Record<string, readonly string[]>> = {
  traceId: ['trace', 'trace_id', 'traceId'],
  service: ['service', 'service.name'],
  project: ['project'],
  release: ['release'],
}

/** By which names a row's own fields are asked for. */
const ownFields: Readonly<Record<SubjectKind, Readonly<Record<string, readonly string[]>>>> = {
  log: {
    ...ofRows,
    time: ['time', 'timestamp', 'start'],
    level: ['level', 'severity'],
    body: ['body', 'message', 'log.body'],
    template: ['template', 'message.template'],
    severityNumber: ['severity_number'],
    spanId: ['span_id'],
  },
  span: {
    ...ofRows,
    start: ['time', 'timestamp', 'start'],
    spanId: ['span_id', 'id'],
    parentSpanId: ['parent_id', 'parent_span'],
    segmentId: ['segment_id'],
    isSegment: ['is_segment', 'is_transaction'],
    segmentName: ['segment', 'transaction'],
    op: ['op', 'span.op'],
    name: ['name', 'span.description', 'description', 'span.name'],
    duration: ['duration', 'span.duration'],
    status: ['status', 'span.status'],
  },
  event: {
    ...ofRows,
    issueId: ['issue', 'issue.id'],
    time: ['time', 'timestamp', 'start'],
    id: ['event_id', 'id'],
    level: ['level'],
    title: ['title'],
    message: ['message'],
    type: ['type', 'error.type'],
    value: ['value', 'error.value', 'message'],
    transaction: ['transaction'],
    culprit: ['culprit'],
    spanId: ['span_id'],
  },
  trace: {
    traceId: ['trace', 'trace_id', 'traceId', 'id'],
    name: ['name', 'transaction', 'trace.name'],
    op: ['op', 'trace.op'],
    status: ['status', 'trace.status'],
    start: ['start', 'time', 'timestamp'],
    duration: ['duration', 'trace.duration'],
    spanCount: ['span_count'],
    errorCount: ['error_count'],
    logCount: ['log_count'],
  },
  issue: {
    id: ['id', 'issue', 'issue.id'],
    kind: ['kind'],
    title: ['title'],
    type: ['type', 'error.type'],
    value: ['value', 'error.value', 'message'],
    culprit: ['culprit'],
    level: ['level'],
    count: ['count', 'times_seen'],
    firstSeen: ['first_seen', 'age'],
    lastSeen: ['last_seen', 'time'],
  },
}

/** An item of the read API, as `matchesQuery` is asked about it. */
export function toSubject(kind: SubjectKind, item: Item): QuerySubject {
  const fields = kind === 'event' ? { ...item, ...toCaught(item) } : item
  const own = new Map<string, readonly FieldValue[]>()
  for (const [field, names] of Object.entries(ownFields[kind])) {
    for (const name of names) {
      own.set(name, [...(own.get(name) ?? []), ...toFieldValues(fields[field])])
    }
  }
  const attributes = toAttributes(kind, item)
  return {
    texts: toSource(kind).words.flatMap((name) => own.get(name)?.map(String) ?? []),
    values: (key, isTag) => {
      const value = Object.hasOwn(attributes, key) ? attributes[key] : undefined
      return (isTag ? undefined : own.get(key)) ?? toFieldValues(value)
    },
    is: (word) => isIn(word, item, attributes),
    aggregate: () => undefined,
  }
}

/** A whole and everything in it. */
export function unite(parts: readonly QuerySubject[]): QuerySubject {
  return {
    texts: parts.flatMap(({ texts }) => texts),
    values: (key, isTag) => parts.flatMap(({ values }) => values(key, isTag)),
    is: (word) => parts.some(({ is }) => is(word)),
    aggregate: () => undefined,
  }
}

function toCaught(item: Item): Item {
  const exceptions = item['exceptions'] as readonly Item[]
  return { type: exceptions.at(-1)?.['type'], value: exceptions.at(-1)?.['value'] }
}

function toAttributes(kind: SubjectKind, item: Item): JsonObject {
  if (kind === 'trace' || kind === 'issue') return {}
  if (kind === 'event') return toEventAttributes(item as unknown as EventRecord)
  return item['attributes'] as JsonObject
}

function isIn(word: string, item: Item, attributes: JsonObject): boolean {
  switch (word) {
    case 'segment':
    case 'transaction':
      return item['isSegment'] === true
    case 'handled':
      return attributes['error.handled'] === true
    case 'unhandled':
      return attributes['error.handled'] === false
    default:
      return item['status'] === word
  }
}

/** A list has as many values as entries; an object is the text it is written as. */
function toFieldValues(value: Json | undefined): readonly FieldValue[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(toEntry)
  return toEntry(value)
}

function toEntry(value: Json): readonly FieldValue[] {
  if (value === null) return []
  return [typeof value === 'object' ? JSON.stringify(value) : value]
}
