import { readId, readSpanId } from '../id.ts'
import type { Payload } from '../payload.ts'
import { readTraceparent } from '../trace-context.ts'
import { findField, toFieldNames } from './named-field.ts'

/** Which trace a line belongs to, and which fields said so. */
export interface TraceLink {
  readonly traceId: string | undefined
  readonly spanId: string | undefined
  readonly names: readonly string[]
}

/** Datadog's ids are decimal numbers of 64 bits: they stay as they are and link to one another. */
const TRACE_IDS = toFieldNames('trace_id', 'traceId', 'trace.id', 'dd.trace_id')
const SPAN_IDS = toFieldNames('span_id', 'spanId', 'span.id', 'dd.span_id')
const PARENTS = toFieldNames('traceparent')

export function readTraceLink(fields: Payload): TraceLink {
  const trace = findField(fields, TRACE_IDS, readId)
  const span = findField(fields, SPAN_IDS, readSpanId)
  const parent = findField(fields, PARENTS, readTraceparent)
  return {
    traceId: trace?.value ?? parent?.value.traceId,
    spanId: span?.value ?? parent?.value.parentSpanId,
    names: [trace, span, parent].flatMap((found) => (found === undefined ? [] : [found.name])),
  }
}
