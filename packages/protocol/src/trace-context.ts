import { readId, readSpanId } from './id.ts'
import { isObject, readNumber, readScalar, readText } from './json.ts'

/** Where a trace comes from: what a request's headers, an environment or a page's meta tags say. */
export interface TraceContext {
  readonly traceId: string
  readonly parentSpanId: string
  /** `undefined`: the decision is left to whoever continues the trace. */
  readonly isSampled: boolean | undefined
}

/** Sentry's dynamic sampling context: what the head of the trace decided, frozen for all of it. */
export interface TraceState {
  readonly traceId: string | undefined
  readonly publicKey: string | undefined
  readonly sampleRate: number | undefined
  readonly sampleRand: number | undefined
  readonly isSampled: boolean | undefined
  readonly release: string | undefined
  readonly environment: string | undefined
  readonly transaction: string | undefined
  readonly replayId: string | undefined
  readonly orgId: string | undefined
}

export interface BaggageEntry {
  readonly key: string
  readonly value: string
  /** `;ttl=60` and its kin, as sent. */
  readonly properties: readonly string[]
}

export interface Propagation {
  readonly context: TraceContext | undefined
  readonly state: TraceState | undefined
}

const SENTRY_TRACE = /^[ \t]*([0-9a-f]{32})-([0-9a-f]{16})(?:-([01]))?[ \t]*$/i

/** `<trace id>-<span id>[-0|-1]`. */
export function readSentryTrace(value: unknown): TraceContext | undefined {
  const match = typeof value === 'string' ? SENTRY_TRACE.exec(value) : null
  if (!match) return undefined
  const sampled = match[3]
  return toContext(match[1], match[2], sampled === undefined ? undefined : sampled === '1')
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/**
 * `<version>-<trace id>-<span id>-<flags>`. Versions we do not know are read by the first four
 * parts; version ff is forbidden and version 00 has no more than those.
 *
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function readTraceparent(value: unknown): TraceContext | undefined {
  const match = typeof value === 'string' ? TRACEPARENT.exec(value.trim()) : null
  if (!match) return undefined
  const [, version, traceId, spanId, flags = '00', rest] = match
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined
  return toContext(traceId, spanId, (Number.parseInt(flags, 16) & 1) === 1)
}

function toContext(
  traceId: string | undefined,
  spanId: string | undefined,
  isSampled: boolean | undefined,
): TraceContext | undefined {
  const trace = readId(traceId)
  const parentSpanId = readSpanId(spanId)
  if (trace === undefined || parentSpanId === undefined) return undefined
  return { traceId: trace, parentSpanId, isSampled }
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/**
 * All entries of a `baggage` header, other vendors' too. One that breaks the grammar is left out
 * without its neighbours.
 *
 * @see https://www.w3.org/TR/baggage/#header-content
 */
export function readBaggage(value: unknown): readonly BaggageEntry[] {
  if (typeof value !== 'string') return []
  const entries: BaggageEntry[] = []
  for (const member of value.split(',')) {
    const [pair = '', ...properties] = member.split(';')
    const equals = pair.indexOf('=')
    const key = pair.slice(0, Math.max(equals, 0)).trim()
    if (equals < 0 || !TOKEN.test(key)) continue
    const text = decode(pair.slice(equals + 1).trim())
    entries.push({ key, value: text, properties: properties.map((property) => property.trim()) })
  }
  return entries
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The trace state of a `baggage` header: its `sentry-` entries. */
export function readBaggageState(value: unknown): TraceState | undefined {
  const state: Record<string, string> = {}
  for (const { key, value: text } of readBaggage(value)) {
    if (key.startsWith('sentry-')) state[key.slice('sentry-'.length)] = text
  }
  return Object.keys(state).length > 0 ? readTraceState(state) : undefined
}

/** The `trace` of an envelope header. */
export function readTraceState(value: unknown): TraceState | undefined {
  if (!isObject(value)) return undefined
  const sampled = readScalar(value['sampled'])
  return {
    traceId: readId(value['trace_id']),
    publicKey: readText(value['public_key']),
    sampleRate: readNumber(value['sample_rate']),
    sampleRand: readNumber(value['sample_rand']),
    isSampled: sampled === undefined ? undefined : sampled === 'true',
    release: readText(value['release']),
    environment: readText(value['environment']),
    transaction: readText(value['transaction']),
    replayId: readId(value['replay_id']),
    orgId: readScalar(value['org_id']),
  }
}

/** What headers of a request or message say; Sentry's own header is the more exact one. */
export function readHeaders(headers: Readonly<Record<string, string | undefined>>): Propagation {
  return {
    context: readSentryTrace(headers['sentry-trace']) ?? readTraceparent(headers['traceparent']),
    state: readBaggageState(headers['baggage']),
  }
}

/** What the environment of a process says about the trace that started it. */
export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Propagation {
  return readHeaders({
    'sentry-trace': environment['SENTRY_TRACE'],
    baggage: environment['SENTRY_BAGGAGE'],
    traceparent: environment['TRACEPARENT'],
  })
}

const META = /<meta\b[^>]*>/gi
const ATTRIBUTE = /\b(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi

/** What the meta tags say that a server put into its HTML. */
export function readMetaTags(html: string): Propagation {
  const found: Record<string, string> = {}
  for (const [tag] of html.matchAll(META)) {
    const attributes: Record<string, string> = {}
    for (const [, name = '', double, single, bare] of tag.matchAll(ATTRIBUTE)) {
      attributes[name.toLowerCase()] = double ?? single ?? bare ?? ''
    }
    const name = attributes['name']?.toLowerCase()
    if (name !== undefined && attributes['content'] !== undefined) {
      found[name] = unescapeHtml(attributes['content'])
    }
  }
  return readHeaders({
    'sentry-trace': found['sentry-trace'],
    baggage: found['baggage'],
    traceparent: found['traceparent'],
  })
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
