import type { RecordOf } from 'protocol'
import type { Did } from './capture.ts'
import { hasExpected, toObjects } from './expected-value.ts'

type Span = RecordOf<'span'>

/** SDK 11 names browser roots `Pageload`; the path is then in `url.path`. */
export function isNamed(span: Span, name: unknown): boolean {
  return name === undefined || span.name === name || span.attributes['url.path'] === name
}

export function hasTree(spans: readonly Span[], did: Did): boolean {
  const root = did['root'] as Record<string, unknown>
  const found = spans.find((span) => span.name === root['name'] && span.op === root['op'])
  if (found === undefined || !hasExpected(found.attributes, root['attributes'])) return false
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  return toObjects(did['spans']).every((wanted) =>
    spans.some(
      (span) =>
        span.name === wanted['name'] &&
        span.op === wanted['op'] &&
        byId.get(span.parentSpanId ?? '')?.name === wanted['parent'] &&
        (wanted['status'] !== 'error' || span.status !== 'ok'),
    ),
  )
}

export function isHttpClient(span: Span, did: Did): boolean {
  if (!span.op.startsWith('http.client')) return false
  const { attributes } = span
  const url = new URL(String(did['url']))
  const said = [attributes['url.full'], attributes['http.url'], attributes['url']]
    .filter((value) => typeof value === 'string')
    .concat(span.name.split(' ').at(-1) ?? '')
  const status = attributes['http.response.status_code'] ?? attributes['http.status_code']
  return (
    said.some((address) => toPath(address) === url.pathname) &&
    (attributes['http.request.method'] ?? attributes['http.method'] ?? did['method']) ===
      did['method'] &&
    (typeof did['status'] !== 'number' || status === did['status'])
  )
}

export function hasQuery({ attributes }: Span, path: string): boolean {
  const query = path.split('?')[1]
  return query === undefined || JSON.stringify(attributes).includes(query)
}

function toPath(address: string): string {
  return address.replace(/^\w+:\/\/[^/]+/, '').split(/[?#]/)[0] ?? ''
}

export function isStatement(span: Span, did: Did): boolean {
  const said = [span.name, span.attributes['db.query.text'], span.attributes['db.statement']].map(
    (value) => normal(String(value ?? '')),
  )
  if (did['statementLike'] !== undefined) {
    return said.some((statement) => statement.startsWith(normal(String(did['statementLike']))))
  }
  const wanted = String(did['statement'])
  // SDK 11 masks literals.
  return (
    said.includes(normal(wanted)) || said.includes(normal(wanted.replace(/\b\d+\b|'[^']*'/g, '?')))
  )
}

function normal(statement: string): string {
  return statement.replace(/\s+/g, ' ').trim()
}

export function countRedis(spans: readonly Span[], did: Did): number {
  const commands = did['commands'] as Record<string, number>
  const wanted = Object.keys(commands)
  return spans.filter((span) => {
    const { attributes } = span
    const system = attributes['db.system'] ?? attributes['db.system.name']
    const said = String(attributes['db.query.text'] ?? attributes['db.statement'] ?? span.name)
    const command = (said.split(' ')[0] ?? '').replace(/^redis-/, '').toLowerCase()
    return system === 'redis' && wanted.includes(command)
  }).length
}

export function hasVital(span: Span, name: string): boolean {
  const key = name.toLowerCase()
  const { attributes, measurements, op } = span
  return (
    measurements?.[key] !== undefined ||
    attributes[`browser.web_vital.${key}.value`] !== undefined ||
    op === `ui.webvital.${key}` ||
    (key === 'inp' && op.startsWith('ui.interaction') && measurements?.['inp'] !== undefined)
  )
}

export function isOtelSpan(span: Span, did: Did): boolean {
  const events = toObjects(did['events'])
  return (
    span.spanId === did['spanId'] &&
    span.name === did['name'] &&
    (did['parentSpanId'] === undefined || span.parentSpanId === did['parentSpanId']) &&
    hasExpected(span.attributes, did['attributes']) &&
    hasExpected(span.attributes, did['resource']) &&
    events.every((wanted) =>
      span.events.some(
        (event) =>
          event.name === wanted['name'] && hasExpected(event.attributes, wanted['attributes']),
      ),
    ) &&
    (did['statusCode'] !== 2 || span.status === 'error') &&
    toObjects(did['links']).every((wanted) => span.links.some((link) => hasExpected(link, wanted)))
  )
}
