import { readText } from '../../json.ts'
import { readNanoseconds } from '../../time.ts'
import type { OtlpLog } from '../model.ts'
import { readDroppedAttributes, readJsonAttributes, readJsonValue } from './attributes.ts'
import { fieldOf, readEnum, readJsonSpanId, readJsonTraceId } from './field.ts'
import type { JsonMessage } from './field.ts'

/** `UNSPECIFIED`, `TRACE`, `TRACE2`, … `FATAL4`. */
const SEVERITY_NAMES: readonly string[] = [
  'UNSPECIFIED',
  ...['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'].flatMap((name) => [
    name,
    `${name}2`,
    `${name}3`,
    `${name}4`,
  ]),
]

export function readJsonLog(log: JsonMessage): OtlpLog {
  const severity = fieldOf(log, 'severityNumber', 'severity_number')
  return {
    time: readNanoseconds(fieldOf(log, 'timeUnixNano', 'time_unix_nano')),
    observedTime: readNanoseconds(fieldOf(log, 'observedTimeUnixNano', 'observed_time_unix_nano')),
    severityNumber: readEnum(severity, 'SEVERITY_NUMBER_', SEVERITY_NAMES) || undefined,
    severityText: readText(fieldOf(log, 'severityText', 'severity_text')),
    body: log['body'] === undefined ? undefined : readJsonValue(log['body']),
    eventName: readText(fieldOf(log, 'eventName', 'event_name')),
    traceId: readJsonTraceId(fieldOf(log, 'traceId', 'trace_id')),
    spanId: readJsonSpanId(fieldOf(log, 'spanId', 'span_id')),
    attributes: readJsonAttributes(log['attributes']),
    droppedAttributes: readDroppedAttributes(log),
  }
}
