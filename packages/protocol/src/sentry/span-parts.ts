import { readTypedAttributes } from '../attributes.ts'
import { readId, readSpanId } from '../id.ts'
import { isObject, readBoolean, readText } from '../json.ts'
import type { Attributes } from '../record/base.ts'
import type { SpanEvent, SpanKind, SpanLink } from '../record/trace.ts'

const noLinks: readonly SpanLink[] = []
export const noEvents: readonly SpanEvent[] = []

export function readLinks(value: unknown): readonly SpanLink[] {
  if (!Array.isArray(value)) return noLinks
  const links: SpanLink[] = []
  for (const entry of value) {
    if (!isObject(entry)) continue
    const traceId = readId(entry['trace_id'])
    const spanId = readSpanId(entry['span_id'])
    if (traceId === undefined || spanId === undefined) continue
    links.push({
      traceId,
      spanId,
      isSampled: readBoolean(entry['sampled']),
      attributes: readTypedAttributes(entry['attributes']).attributes,
    })
  }
  return links
}

const STATUS_NUMBERS: readonly string[] = [
  'ok',
  'cancelled',
  'unknown',
  'invalid_argument',
  'deadline_exceeded',
  'not_found',
  'already_exists',
  'permission_denied',
  'resource_exhausted',
  'failed_precondition',
  'aborted',
  'out_of_range',
  'unimplemented',
  'internal_error',
  'unavailable',
  'data_loss',
  'unauthenticated',
]

/** A name in snake case; old SDKs sent gRPC's numbers. */
export function readStatus(value: unknown): string | undefined {
  return typeof value === 'number' ? STATUS_NUMBERS[value] : readText(value)
}

const SPAN_KINDS: readonly SpanKind[] = ['internal', 'server', 'client', 'producer', 'consumer']

/** OpenTelemetry's kind, which SDKs built on it keep as an attribute. */
export function readSpanKind(attributes: Attributes): SpanKind | undefined {
  const name = readText(attributes['sentry.kind']) ?? readText(attributes['otel.kind'])
  return name === undefined ? undefined : SPAN_KINDS.find((kind) => kind === name.toLowerCase())
}
