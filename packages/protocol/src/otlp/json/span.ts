import type { EntryAllowance } from '../../entry-allowance.ts'
import { readNumber, readScalar, readText } from '../../json.ts'
import { readNanoseconds } from '../../time.ts'
import { STATUS_ERROR, toSpanKind } from '../enumeration.ts'
import type { OtlpLink, OtlpSpan, OtlpSpanEvent } from '../model.ts'
import { readDroppedAttributes, readJsonAttributes } from './attributes.ts'
import {
  fieldOf,
  readEnum,
  readJsonSpanId,
  readJsonTraceId,
  readMessages,
  toMessage,
} from './field.ts'
import type { JsonMessage } from './field.ts'

const KIND_NAMES = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER']
const STATUS_NAMES = ['UNSET', 'OK', 'ERROR']

export function readJsonSpan(span: JsonMessage, allowance: EntryAllowance): OtlpSpan {
  const status = toMessage(span['status'])
  return {
    traceId: readJsonTraceId(fieldOf(span, 'traceId', 'trace_id')),
    spanId: readJsonSpanId(fieldOf(span, 'spanId', 'span_id')),
    parentSpanId: readJsonSpanId(fieldOf(span, 'parentSpanId', 'parent_span_id')),
    traceState: readText(fieldOf(span, 'traceState', 'trace_state')),
    flags: readNumber(span['flags']) ?? 0,
    name: readScalar(span['name']) ?? '',
    kind: toSpanKind(readEnum(span['kind'], 'SPAN_KIND_', KIND_NAMES)),
    start: readNanoseconds(fieldOf(span, 'startTimeUnixNano', 'start_time_unix_nano')),
    end: readNanoseconds(fieldOf(span, 'endTimeUnixNano', 'end_time_unix_nano')),
    attributes: readJsonAttributes(span['attributes']),
    events: readMessages(span['events'], allowance, readJsonEvent),
    links: readMessages(span['links'], allowance, readJsonLink),
    isError: readEnum(status['code'], 'STATUS_CODE_', STATUS_NAMES) === STATUS_ERROR,
    statusMessage: readText(status['message']),
    droppedAttributes: readDroppedAttributes(span),
    droppedEvents: readNumber(fieldOf(span, 'droppedEventsCount', 'dropped_events_count')) ?? 0,
    droppedLinks: readNumber(fieldOf(span, 'droppedLinksCount', 'dropped_links_count')) ?? 0,
  }
}

function readJsonEvent(event: JsonMessage): OtlpSpanEvent {
  return {
    name: readScalar(event['name']) ?? '',
    time: readNanoseconds(fieldOf(event, 'timeUnixNano', 'time_unix_nano')),
    attributes: readJsonAttributes(event['attributes']),
  }
}

function readJsonLink(link: JsonMessage): OtlpLink {
  return {
    traceId: readJsonTraceId(fieldOf(link, 'traceId', 'trace_id')),
    spanId: readJsonSpanId(fieldOf(link, 'spanId', 'span_id')),
    flags: readNumber(link['flags']) ?? 0,
    attributes: readJsonAttributes(link['attributes']),
  }
}
