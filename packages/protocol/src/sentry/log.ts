import { readTypedAttributes } from '../attributes.ts'
import { readId, readSpanId } from '../id.ts'
import type { Item } from '../item.ts'
import { isObject, readNumber, readScalar, readText, toJson } from '../json.ts'
import type { Json } from '../json.ts'
import { readLogLevel, toSeverityLevel } from '../level.ts'
import { readContainer, readPayload } from '../payload.ts'
import type { Payload } from '../payload.ts'
import type { LogRecord } from '../record/log.ts'
import { readNanoseconds, readTime } from '../time.ts'
import { createAttributeScopes } from './attribute-scope.ts'
import type { AttributeScopes } from './attribute-scope.ts'

/** A `log` item: a container of up to some hundred lines. */
export function readLogItem(item: Item): readonly LogRecord[] {
  const logs: LogRecord[] = []
  const scopes = createAttributeScopes(item.scope, true)
  for (const entry of readContainer(item)) {
    if (isObject(entry)) logs.push(readLog(entry, item, scopes))
    else item.report('payload-field', 'a log that is not an object')
  }
  return logs
}

function readLog(log: Payload, item: Item, scopes: AttributeScopes): LogRecord {
  const { attributes, units } = readTypedAttributes(log['attributes'])
  const severityNumber = readNumber(log['severity_number'])
  return {
    kind: 'log',
    time: readTime(log['timestamp']) ?? item.receivedAt,
    item: item.index,
    scope: scopes(attributes),
    level:
      readLogLevel(log['level']) ??
      (severityNumber === undefined ? undefined : toSeverityLevel(severityNumber)) ??
      'info',
    ...readLogBody(log['body']),
    template: readText(attributes['sentry.message.template']),
    severityNumber,
    traceId: readId(log['trace_id']) ?? item.trace?.traceId,
    spanId: readSpanId(log['span_id']) ?? readSpanId(attributes['sentry.trace.parent_span_id']),
    replayId: readId(attributes['sentry.replay_id']),
    eventName: undefined,
    attributes,
    units,
  }
}

/** A body is text; anything else is kept as it is and told as JSON. */
export function readLogBody(value: unknown): Pick<LogRecord, 'body' | 'structuredBody'> {
  const text = readScalar(value)
  if (text !== undefined) return { body: text, structuredBody: undefined }
  const structuredBody: Json | undefined = value === undefined ? undefined : toJson(value)
  const body = structuredBody === undefined ? '' : JSON.stringify(structuredBody)
  return { body, structuredBody }
}

/** `otel_log`: what JavaScript 9 and Python sent while logs were young. */
export function readOtelLogItem(item: Item): readonly LogRecord[] {
  const log = readPayload(item)
  if (log === undefined) return []
  const attributes: Record<string, unknown> = {}
  for (const pair of Array.isArray(log['attributes']) ? log['attributes'] : []) {
    const key = isObject(pair) ? readText(pair['key']) : undefined
    if (isObject(pair) && key !== undefined) attributes[key] = readAnyValue(pair['value'])
  }
  const nanoseconds = log['time_unix_nano'] ?? log['observed_time_unix_nano']
  const entry = {
    timestamp: (readNanoseconds(nanoseconds) ?? item.receivedAt) / 1000,
    trace_id: log['trace_id'],
    span_id: log['span_id'],
    level: log['severity_text'],
    severity_number: log['severity_number'],
    body: readAnyValue(log['body']),
    attributes,
  }
  return [readLog(entry, item, createAttributeScopes(item.scope, true))]
}

/** `{"string_value": "x"}` and its kin, in either spelling. */
function readAnyValue(value: unknown): unknown {
  return isObject(value) ? Object.values(value)[0] : value
}
