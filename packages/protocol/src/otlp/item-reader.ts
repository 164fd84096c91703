import type { Item } from '../item.ts'
import { readText } from '../json.ts'
import { readPayload } from '../payload.ts'
import type { EventRecord } from '../record/event.ts'
import type { SpanRecord } from '../record/trace.ts'
import { readJsonSpan } from './json/span.ts'
import { emptyAttributes, noInstrumentation } from './model.ts'
import { readSignal, toBatchRecords, traceSignal } from './signal.ts'

/** An `otel_span` item: one span in OTLP's JSON, without a resource. */
export function readOtelSpanItem(item: Item): readonly (SpanRecord | EventRecord)[] {
  const payload = readPayload(item)
  if (payload === undefined) return []
  const entries = [readJsonSpan(payload, item.allowance)]
  const group = { instrumentation: noInstrumentation, entries }
  return toBatchRecords(traceSignal, { resource: emptyAttributes, groups: [group] }, item)
}

/** An `otel_traces_data` item: TracesData, as an exporter would post it. */
export function readOtelTracesDataItem(item: Item): readonly (SpanRecord | EventRecord)[] {
  return readSignal(traceSignal, item.payload, readText(item.header['content_type']), item)
}
