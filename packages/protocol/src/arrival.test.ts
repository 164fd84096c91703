import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { receivedAt, toArrival } from './arrival-fixture.ts'
import { readArrival } from './arrival-readers.ts'
import type { Arrival } from './arrival.ts'
import { emptyScope } from './scope.ts'

const read = (format: Arrival['format'], body: Uint8Array | string, more: Partial<Arrival> = {}) =>
  readArrival(toArrival(body, { format, ...more }))

const id = 'a'.repeat(32)

describe('attachments of an event sent before', () => {
  const body = [
    '--B\r\nContent-Disposition: form-data; name="a"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nhi\r\n',
    '--B\r\nContent-Disposition: form-data; name="note"\r\n\r\nyes\r\n',
  ].join('')
  const more = { contentType: 'multipart/form-data; boundary=B', parameters: { event_id: id } }

  test('are the parts of the form', () => {
    const { records, problems, parts } = read('attachments', `${body}--B--`, more)
    expect(problems).toEqual([])
    expect(parts).toMatchObject([
      { type: 'attachment', header: { filename: 'a.txt' }, size: 2 },
      { type: 'form_data', header: { name: 'note' }, size: 3, isDamaged: false },
    ])
    expect(records).toMatchObject([
      { filename: 'a.txt', contentType: 'text/plain', size: 2, eventId: id, item: 0 },
      { filename: 'note', size: 3, eventId: id, item: 1 },
    ])
  })

  test('are kept as far as they came', () => {
    const { records, problems, parts } = read('attachments', body, more)
    expect(problems).toMatchObject([{ code: 'item-cut' }])
    expect(records).toHaveLength(2)
    expect(parts).toMatchObject([{ isDamaged: false }, { isDamaged: true }])
  })

  test('are bytes when there is no form', () => {
    const { records, problems } = read('attachments', 'hi', more)
    expect(problems).toMatchObject([{ code: 'body-format' }])
    expect(records).toMatchObject([{ kind: 'raw', header: { content_type: more.contentType } }])
  })
})

describe('at the address of envelopes', () => {
  const otlp = '{"resourceSpans":[{"scopeSpans":[]}]}'

  test('an object that is none is told and kept', () => {
    const { records, problems, parts } = read('envelope', otlp)
    expect(problems).toMatchObject([{ code: 'body-format' }])
    expect(records).toMatchObject([{ kind: 'raw', size: otlp.length, item: 0 }])
    expect(parts).toMatchObject([{ type: 'envelope', offset: 0, size: otlp.length }])
  })

  test.each(['{}', '{}\n', `{"sent_at":"2026-11-20T00:00:00Z"}\n`])(
    '%j is an empty one',
    (body) => {
      expect(read('envelope', body)).toMatchObject({ records: [], problems: [], parts: [] })
    },
  )
})

describe('reports of browsers', () => {
  const csp = { 'csp-report': { 'document-uri': 'https://a/', 'violated-directive': 'img-src' } }
  const nel = { type: 'network-error', url: 'https://a/', age: 1000, body: { type: 'dns.failed' } }

  test.each<[string, Arrival['format'], unknown, readonly string[]]>([
    ['one', 'security', csp, ['csp']],
    ['a list', 'security', [csp, nel], ['csp', 'nel']],
    ['network errors', 'nel', [nel], ['nel']],
  ])('%s', (_sentence, format, body, types) => {
    const { records, problems } = read(format, JSON.stringify(body))
    expect(problems).toEqual([])
    expect(records.map((record) => record.kind === 'report' && record.reportType)).toEqual(types)
  })

  test('take release and environment from the address', () => {
    const parameters = { sentry_release: 'r1', sentry_environment: 'dev' }
    expect(read('security', JSON.stringify(csp), { parameters }).records).toMatchObject([
      { scope: { release: 'r1', environment: 'dev' } },
    ])
  })

  test('that are no JSON stay as bytes', () => {
    const { records, problems } = read('security', '<xml/>')
    expect(problems).toMatchObject([{ code: 'payload-json' }])
    expect(records).toMatchObject([{ kind: 'raw', itemType: 'security' }])
  })
})

describe('an Unreal crash', () => {
  test('is kept whole, with its user', () => {
    const parameters = { UserID: 'ebff51ef|u|1' }
    expect(read('unreal', 'zlib', { parameters }).records).toMatchObject([
      { kind: 'unreal', userId: 'ebff51ef|u|1', size: 4 },
    ])
  })

  test('of no bytes is told and nothing kept', () => {
    expect(read('unreal', '')).toMatchObject({ records: [], problems: [{ code: 'body-format' }] })
  })
})

describe('a check-in', () => {
  test.each<[string, string, Readonly<Record<string, string>>, unknown]>([
    [
      'in the address alone',
      '',
      { slug: 'backup', status: 'ok', check_in_id: id, environment: 'dev', duration: '1.5' },
      { monitor: 'backup', status: 'ok', id, duration: 1500, scope: { environment: 'dev' } },
    ],
    [
      'in the body, its monitor in the address',
      '{"status":"error","duration":2,"monitor_config":{"schedule":{"type":"crontab"}}}',
      { slug: 'backup' },
      { monitor: 'backup', status: 'error', duration: 2000, config: { schedule: {} } },
    ],
    [
      'whose address and body disagree: the address is what was meant last',
      '{"status":"in_progress","monitor_slug":"other"}',
      { slug: 'backup', status: 'ok' },
      { monitor: 'backup', status: 'ok' },
    ],
    ['without a status', '', { slug: 'backup' }, { status: 'unknown', time: receivedAt }],
    ['about the latest', '', { slug: 'b', check_in_id: '0'.repeat(32) }, { id: undefined }],
  ])('%s', (_sentence, body, parameters, expected) => {
    const { records, problems } = read('cron', body, { parameters })
    expect(problems).toEqual([])
    expect(records).toMatchObject([expected])
  })

  test('is read from the address when the body is broken', () => {
    const { records, problems } = read('cron', '{', { parameters: { slug: 'backup' } })
    expect(problems).toMatchObject([{ code: 'payload-json' }])
    expect(records).toMatchObject([{ kind: 'check_in', monitor: 'backup' }])
  })

  test('of no monitor stays as bytes', () => {
    const { records, problems } = read('cron', '{"status":"ok"}')
    expect(problems).toMatchObject([{ code: 'payload-field', detail: 'monitor_slug is missing' }])
    expect(records).toMatchObject([{ kind: 'raw' }])
  })
})

const formats: readonly Arrival['format'][] = [
  'envelope',
  'store',
  'minidump',
  'attachments',
  'security',
  'nel',
  'unreal',
  'cron',
  'vercel',
  'cloudflare',
  'heroku',
  'supabase',
  'json',
]

describe.each(formats)('%s', (format) => {
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.json().map((text) => new TextEncoder().encode(text)),
    fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(text)),
  )
  const types = [
    'application/json',
    'application/msgpack',
    'text/plain',
    'multipart/form-data; boundary=B',
  ]

  test('any body is read without a throw and shown as something', () => {
    const scope = { ...emptyScope, service: 'named' }
    fc.assert(
      fc.property(body, fc.constantFrom(undefined, ...types), (bytes, contentType) => {
        const { records, problems } = read(format, bytes, { contentType, scope })
        if (problems.length > 0 && bytes.length > 0) expect(records).not.toEqual([])
        for (const record of records) expect(Number.isFinite(record.time)).toBe(true)
      }),
    )
  })

  test('a hundred thousand levels are no way to end the process', () => {
    const depth = 100_000
    for (const deep of ['[', '{"a":', '{"message":[', '[{"Logs":[{"Message":[']) {
      read(format, deep.repeat(depth))
      read(format, `{"message":${'['.repeat(depth)}${']'.repeat(depth)}}`)
    }
  })
})
