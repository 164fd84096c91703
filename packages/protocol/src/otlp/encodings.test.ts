import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readArrival } from '../arrival-readers.ts'
import type { ArrivalFormat } from '../arrival.ts'
import { toArrival } from '../arrival-fixture.ts'
import type { TelemetryRecord } from '../record.ts'
import { toJsonMessage, toProtobufMessage } from './message-fixture.ts'
import type { OtlpField, OtlpForms, OtlpMessage, OtlpPairs, OtlpValue } from './message-fixture.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const double = fc.double().map((value) => (value === 0 ? 0 : value))
const time = fc.oneof(
  fc.bigInt(0n, 10n ** 16n),
  fc.bigInt(17n * 10n ** 17n, 18n * 10n ** 17n),
  fc.bigInt(0n, 2n ** 64n - 1n),
)
const nanoseconds = time.map(String)
const int64 = fc
  .oneof(
    fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
    fc.bigInt(-(2n ** 36n), 2n ** 36n),
    fc.bigInt(-300n, 300n),
  )
  .map(String)
const count = fc.bigInt(0n, 2n ** 40n).map(String)
const uint = fc.nat(2 ** 31 - 1)
const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((id) => Buffer.from(id).toString('hex'))

const { value: anyValue } = fc.letrec<{ value: OtlpValue; pairs: OtlpPairs }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.record({ kind: fc.constant('string' as const), value: text }),
    fc.record({ kind: fc.constant('int' as const), value: int64 }),
    fc.record({ kind: fc.constant('bool' as const), value: fc.boolean() }),
    fc.record({ kind: fc.constant('double' as const), value: double }),
    fc.record({
      kind: fc.constant('bytes' as const),
      value: fc.uint8Array({ maxLength: 9 }).map((some) => Buffer.from(some).toString('base64')),
    }),
    fc.record({ kind: fc.constant('none' as const) }),
    fc.record({ kind: fc.constant('array' as const), value: fc.array(tie('value')) }),
    fc.record({ kind: fc.constant('map' as const), value: tie('pairs') }),
  ),
  pairs: fc.array(fc.tuple(text, tie('value')), { maxLength: 4 }),
}))

const conventions = fc.constantFrom(
  'service.name',
  'db.system.name',
  'db.query.text',
  'http.request.method',
  'exception.type',
  'exception.message',
  'exception.stacktrace',
  'telemetry.sdk.name',
  '__proto__',
)
const pairs = fc.array(fc.tuple(fc.oneof(conventions, text), anyValue), { maxLength: 5 })

function field<F extends keyof OtlpForms>(
  name: string,
  number: number,
  form: F,
  value: fc.Arbitrary<OtlpForms[F]>,
): fc.Arbitrary<OtlpField> {
  return value.map((one) => [name, number, form, one] as unknown as OtlpField)
}

/** Some of the fields, in any order. */
function someOf(...fields: readonly fc.Arbitrary<OtlpField>[]): fc.Arbitrary<OtlpMessage> {
  return fc.tuple(...fields).chain((all) => fc.shuffledSubarray(all))
}

/** All of the fields, before what the message says else. */
function allOf(
  message: fc.Arbitrary<OtlpMessage>,
  ...fields: readonly fc.Arbitrary<OtlpField>[]
): fc.Arbitrary<OtlpMessage> {
  return fc.tuple(message, ...fields).map(([rest, ...all]) => [...all, ...rest])
}

const ids = [field('traceId', 1, 'id', hex(16)), field('spanId', 2, 'id', hex(8))]

const spanFields = someOf(
  field('traceState', 3, 'text', text),
  field('parentSpanId', 4, 'id', hex(8)),
  field('name', 5, 'text', text),
  field('kind', 6, 'uint', fc.nat(7)),
  field('startTimeUnixNano', 7, 'fixed64', nanoseconds),
  field('endTimeUnixNano', 8, 'fixed64', nanoseconds),
  field('attributes', 9, 'attributes', pairs),
  field('droppedAttributesCount', 10, 'uint', uint),
  field(
    'events',
    11,
    'messages',
    fc.array(
      someOf(
        field('timeUnixNano', 1, 'fixed64', nanoseconds),
        field('name', 2, 'text', fc.oneof(text, fc.constant('exception'))),
        field('attributes', 3, 'attributes', pairs),
      ),
      { maxLength: 3 },
    ),
  ),
  field('droppedEventsCount', 12, 'uint', uint),
  field(
    'links',
    13,
    'messages',
    fc.array(
      someOf(
        field('traceId', 1, 'id', hex(16)),
        field('spanId', 2, 'id', hex(8)),
        field('attributes', 4, 'attributes', pairs),
        field('flags', 6, 'fixed32', uint),
      ),
      { maxLength: 3 },
    ),
  ),
  field('droppedLinksCount', 14, 'uint', uint),
  field(
    'status',
    15,
    'message',
    someOf(field('message', 2, 'text', text), field('code', 3, 'uint', fc.nat(3))),
  ),
  field('flags', 16, 'fixed32', uint),
)

const span = fc.oneof({ weight: 9, arbitrary: allOf(spanFields, ...ids) }, spanFields)

const log = someOf(
  field('timeUnixNano', 1, 'fixed64', nanoseconds),
  field('severityNumber', 2, 'uint', fc.nat(30)),
  field('severityText', 3, 'text', text),
  field('body', 5, 'value', anyValue),
  field('attributes', 6, 'attributes', pairs),
  field('droppedAttributesCount', 7, 'uint', uint),
  field('flags', 8, 'fixed32', uint),
  field('traceId', 9, 'id', hex(16)),
  field('spanId', 10, 'id', hex(8)),
  field('observedTimeUnixNano', 11, 'fixed64', nanoseconds),
  field('eventName', 12, 'text', text),
)

const exemplars = fc.array(
  fc
    .tuple(
      someOf(
        field('timeUnixNano', 2, 'fixed64', nanoseconds),
        field('spanId', 4, 'id', hex(8)),
        field('traceId', 5, 'id', hex(16)),
      ),
      fc.oneof(field('asDouble', 3, 'double', double), field('asInt', 6, 'sfixed64', int64)),
    )
    .map(([message, value]) => [...message, value]),
  { maxLength: 2 },
)

const times = [
  field('startTimeUnixNano', 2, 'fixed64', nanoseconds),
  field('timeUnixNano', 3, 'fixed64', nanoseconds),
]

const numberPoint = fc
  .tuple(
    someOf(
      ...times,
      field('exemplars', 5, 'messages', exemplars),
      field('attributes', 7, 'attributes', pairs),
      field('flags', 8, 'uint', fc.nat(3)),
    ),
    fc.oneof(field('asDouble', 4, 'double', double), field('asInt', 6, 'sfixed64', int64)),
  )
  .map(([message, value]) => [...message, value])

const histogramPoint = someOf(
  ...times,
  field('count', 4, 'fixed64', count),
  field('sum', 5, 'double', double),
  field('bucketCounts', 6, 'fixed64s', fc.array(count)),
  field('explicitBounds', 7, 'doubles', fc.array(double)),
  field('exemplars', 8, 'messages', exemplars),
  field('attributes', 9, 'attributes', pairs),
  field('flags', 10, 'uint', fc.nat(3)),
  field('min', 11, 'double', double),
  field('max', 12, 'double', double),
)

const buckets = someOf(
  field('offset', 1, 'sint', fc.integer({ min: -1100, max: 1100 })),
  field('bucketCounts', 2, 'uint64s', fc.array(count)),
)

const exponentialPoint = someOf(
  field('attributes', 1, 'attributes', pairs),
  ...times,
  field('count', 4, 'fixed64', count),
  field('sum', 5, 'double', double),
  field('scale', 6, 'sint', fc.integer({ min: -11, max: 20 })),
  field('zeroCount', 7, 'fixed64', count),
  field('positive', 8, 'message', buckets),
  field('negative', 9, 'message', buckets),
  field('flags', 10, 'uint', fc.nat(3)),
  field('exemplars', 11, 'messages', exemplars),
  field('min', 12, 'double', double),
  field('max', 13, 'double', double),
  field('zeroThreshold', 14, 'double', double),
)

const summaryPoint = someOf(
  ...times,
  field('count', 4, 'fixed64', count),
  field('sum', 5, 'double', double),
  field(
    'quantileValues',
    6,
    'messages',
    fc.array(someOf(field('quantile', 1, 'double', double), field('value', 2, 'double', double))),
  ),
  field('attributes', 7, 'attributes', pairs),
  field('flags', 8, 'uint', fc.nat(3)),
)

const pointsOf = (point: fc.Arbitrary<OtlpMessage>) =>
  someOf(
    field('dataPoints', 1, 'messages', fc.array(point, { maxLength: 3 })),
    field('aggregationTemporality', 2, 'uint', fc.nat(3)),
  )

const metric = fc
  .tuple(
    someOf(
      field('name', 1, 'text', text),
      field('description', 2, 'text', text),
      field('unit', 3, 'text', text),
    ),
    fc.oneof(
      field('gauge', 5, 'message', pointsOf(numberPoint)),
      field('sum', 7, 'message', pointsOf(numberPoint)),
      field('sum', 7, 'message', someOf(field('isMonotonic', 3, 'bool', fc.boolean()))),
      field('histogram', 9, 'message', pointsOf(histogramPoint)),
      field('exponentialHistogram', 10, 'message', pointsOf(exponentialPoint)),
      field('summary', 11, 'message', pointsOf(summaryPoint)),
    ),
  )
  .map(([message, data]) => [...message, data])

function toDocument(
  resources: string,
  groups: string,
  entries: string,
  entry: fc.Arbitrary<OtlpMessage>,
): fc.Arbitrary<OtlpMessage> {
  const scope = someOf(
    field('name', 1, 'text', text),
    field('version', 2, 'text', text),
    field('attributes', 3, 'attributes', pairs),
  )
  const group = someOf(
    field('scope', 1, 'message', scope),
    field(entries, 2, 'messages', fc.array(entry, { maxLength: 3 })),
  )
  const resource = someOf(
    field('resource', 1, 'message', someOf(field('attributes', 1, 'attributes', pairs))),
    field(groups, 2, 'messages', fc.array(group, { maxLength: 2 })),
  )
  return field(resources, 1, 'messages', fc.array(resource, { maxLength: 2 })).map((all) => [all])
}

const formats: readonly (readonly [ArrivalFormat, fc.Arbitrary<OtlpMessage>])[] = [
  ['otlp-traces', toDocument('resourceSpans', 'scopeSpans', 'spans', span)],
  ['otlp-logs', toDocument('resourceLogs', 'scopeLogs', 'logRecords', log)],
  ['otlp-metrics', toDocument('resourceMetrics', 'scopeMetrics', 'metrics', metric)],
]

/** A body that yields nothing but problems stays as the bytes it is, and those differ. */
function isRead({ kind }: TelemetryRecord): boolean {
  return kind !== 'raw'
}

test.each(formats)('%s read the same from JSON and from protobuf', (format, documents) => {
  fc.assert(
    fc.property(documents, (document) => {
      const json = JSON.stringify(toJsonMessage(document))
      const bytes = toProtobufMessage(document)
      const fromJson = readArrival(toArrival(json, { format }))
      const fromBytes = readArrival(toArrival(bytes, { format }))
      expect(fromBytes.records.filter(isRead)).toEqual(fromJson.records.filter(isRead))
      expect(fromBytes.problems.map(({ code }) => code)).toEqual(
        fromJson.problems.map(({ code }) => code),
      )
    }),
    { numRuns: 300 },
  )
})

test.each(formats)('%s: any bytes are read without a throw', (format, documents) => {
  const damaged = fc.tuple(documents, fc.nat(), fc.nat(255)).map(([document, at, byte]) => {
    const bytes = toProtobufMessage(document)
    if (bytes.length > 0) bytes[at % bytes.length] = byte
    return bytes
  })
  const contentType = 'application/x-protobuf'
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged), (body) => {
      readArrival(toArrival(body, { format, contentType }))
    }),
    { numRuns: 300 },
  )
})

test.each(formats)('%s: any JSON is read without a throw', (format, documents) => {
  const anything = fc.jsonValue()
  const damaged = fc
    .tuple(documents, fc.nat(), anything)
    .map(([document, at, value]) => replaceAt(toJsonMessage(document), { at }, value))
  fc.assert(
    fc.property(fc.oneof(anything, damaged), (value) => {
      readArrival(toArrival(JSON.stringify(value), { format, contentType: 'application/json' }))
    }),
    { numRuns: 300 },
  )
})

/** The value with something else in its `at`th place. */
function replaceAt(value: unknown, place: { at: number }, other: unknown): unknown {
  if (place.at-- === 0) return other
  if (Array.isArray(value)) return value.map((entry) => replaceAt(entry, place, other))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  return Object.fromEntries(entries.map(([key, entry]) => [key, replaceAt(entry, place, other)]))
}
