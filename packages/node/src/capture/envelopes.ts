import {
  createEnvelope,
  createStackParser,
  createTransport,
  eventFromUnknownInput,
  linkedErrorsIntegration,
  Scope,
  serializeEnvelope,
} from '@sentry/core'
import type {
  Event,
  LogEnvelope,
  SdkInfo,
  SerializedLog,
  StackParser,
  StreamedSpanEnvelope,
} from '@sentry/core'
import { nodeStackLineParser, ServerRuntimeClient } from '@sentry/core/server'
import type {
  HeardAttributes,
  AnyHeard,
  HeardError,
  HeardLog,
  HeardSpan,
  PlainError,
  Scalar,
} from './heard.ts'

export type EnvelopeBody = string | Uint8Array

export interface EnvelopeMaker {
  /** Never rejected: what cannot be made into an event is left out. */
  readonly make: (heard: readonly AnyHeard[]) => Promise<readonly EnvelopeBody[]>
}

/** How long an event may take to be made: nothing of it waits for anybody. */
const PATIENCE = 1_000

/** Turns what was heard into what a Sentry SDK would have sent, by Sentry's own client. */
export function createEnvelopeMaker(version: string): EnvelopeMaker {
  const sdk: SdkInfo = { name: 'footlight.node', version }
  const stackParser = createStackParser(nodeStackLineParser())
  let bodies: EnvelopeBody[] = []
  const client = new ServerRuntimeClient({
    // Nothing is sent there: a client without one sends nothing at all.
    dsn: 'http://footlight@localhost/0',
    environment: 'development',
    platform: 'node',
    runtime: { name: 'node', version: process.version },
    integrations: [linkedErrorsIntegration()],
    stackParser,
    traceLifecycle: 'static',
    sendClientReports: false,
    _metadata: { sdk },
    transport: (options) =>
      createTransport(options, async ({ body }) => {
        bodies.push(body)
        return { statusCode: 200 }
      }),
  })
  client.init()

  return {
    make: async (heard) => {
      bodies = []
      const spans = heard.filter((one) => one.kind === 'span')
      const logs = heard.filter((one) => one.kind === 'log')
      for (const one of heard) if (one.kind === 'error') captureError(client, stackParser, one)
      await client.flush(PATIENCE)
      if (spans.length > 0) bodies.push(toSpanBody(sdk, spans))
      if (logs.length > 0) bodies.push(toLogBody(sdk, logs))
      return bodies
    },
  }
}

function captureError(client: ServerRuntimeClient, parser: StackParser, heard: HeardError): void {
  const { error, mechanism, isHandled, place, transaction, request, time } = heard
  const revived = revive(error)
  const event: Event = {
    ...eventFromUnknownInput(client, parser, revived, {
      data: { mechanism: { type: mechanism, handled: isHandled } },
    }),
    level: isHandled ? 'error' : 'fatal',
    timestamp: time / 1000,
    ...(transaction === undefined ? {} : { transaction }),
    ...(request === undefined ? {} : { request }),
    ...(place === undefined
      ? {}
      : { contexts: { trace: { trace_id: place.traceId, span_id: place.spanId } } }),
  }
  client.captureEvent(event, { originalException: revived }, new Scope())
}

function revive({ name, message, stack, cause, errors }: PlainError): Error {
  const options = cause === undefined ? {} : { cause: revive(cause) }
  const error =
    errors.length === 0
      ? new Error(message, options)
      : new AggregateError(errors.map(revive), message, options)
  return Object.defineProperties(error, {
    name: { value: name },
    // Where there was none, that of this line would be told.
    stack: { value: stack ?? '' },
  })
}

function toSpanBody(sdk: SdkInfo, spans: readonly HeardSpan[]): EnvelopeBody {
  const items = spans.map((span) => ({
    trace_id: span.traceId,
    span_id: span.spanId,
    ...(span.parentSpanId === undefined ? {} : { parent_span_id: span.parentSpanId }),
    name: span.name,
    start_timestamp: span.start / 1000,
    end_timestamp: span.end / 1000,
    status: span.isError ? ('error' as const) : ('ok' as const),
    is_segment: span.segmentId === span.spanId,
    attributes: toTyped({
      'sentry.op': span.op,
      'sentry.segment.id': span.segmentId,
      'sentry.segment.name': span.segmentName,
      ...span.attributes,
    }),
  }))
  const header = {
    type: 'span',
    item_count: items.length,
    content_type: 'application/vnd.sentry.items.span.v2+json',
  } as const
  return serializeEnvelope(createEnvelope<StreamedSpanEnvelope>(toHead(sdk), [[header, { items }]]))
}

function toLogBody(sdk: SdkInfo, logs: readonly HeardLog[]): EnvelopeBody {
  const items = logs.map(({ time, level, body, place, attributes }) => ({
    timestamp: time / 1000,
    level,
    body,
    ...(place === undefined ? {} : { trace_id: place.traceId, span_id: place.spanId }),
    attributes: toTyped(attributes),
  }))
  const header = {
    type: 'log',
    item_count: items.length,
    content_type: 'application/vnd.sentry.items.log+json',
  } as const
  return serializeEnvelope(createEnvelope<LogEnvelope>(toHead(sdk), [[header, { items }]]))
}

function toHead(sdk: SdkInfo): { readonly sent_at: string; readonly sdk: SdkInfo } {
  return { sent_at: new Date().toISOString(), sdk }
}

type TypedAttributes = NonNullable<SerializedLog['attributes']>

function toTyped(attributes: HeardAttributes): TypedAttributes {
  const typed: TypedAttributes = {}
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) typed[key] = toTypedValue(value)
  }
  return typed
}

function toTypedValue(value: Scalar): TypedAttributes[string] {
  if (typeof value === 'string') return { value, type: 'string' }
  if (typeof value === 'boolean') return { value, type: 'boolean' }
  return { value, type: Number.isInteger(value) ? 'integer' : 'double' }
}
