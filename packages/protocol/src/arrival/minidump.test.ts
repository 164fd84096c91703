import { encode } from '@msgpack/msgpack'
import * as fc from 'fast-check'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { recordsOf, toArrival } from '../arrival-fixture.ts'
import { readArrival } from '../arrival-readers.ts'
import type { Arrival, ArrivalReading } from '../arrival.ts'

const id = 'c993afb6b4ac48a6b61b2558e601d65d'
const type = 'multipart/form-data; boundary=BOUND'

/** Thread 7 died of signal 11 at address 16 on Linux for x86_64. */
function toDump(): Uint8Array {
  const bytes = new Uint8Array(32 + 24 + 168 + 56)
  const dump = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode('MDMP'))
  dump.setUint32(8, 2, true)
  dump.setUint32(12, 32, true)
  dump.setUint32(20, 1_700_000_100, true)
  for (const [index, [stream, size, offset]] of [
    [6, 168, 56],
    [7, 56, 224],
  ].entries()) {
    dump.setUint32(32 + index * 12, stream ?? 0, true)
    dump.setUint32(36 + index * 12, size ?? 0, true)
    dump.setUint32(40 + index * 12, offset ?? 0, true)
  }
  dump.setUint32(56, 7, true)
  dump.setUint32(56 + 8, 11, true)
  dump.setUint32(56 + 24, 16, true)
  dump.setUint16(224, 9, true)
  dump.setUint32(224 + 20, 0x8201, true)
  return bytes
}

const dump = toDump()

type Content = Uint8Array | string

function toForm(fields: readonly (readonly [string, Content, string?])[], boundary = 'BOUND') {
  const pieces = fields.flatMap(([name, content, filename]) => {
    const file = filename === undefined ? '' : `; filename="${filename}"`
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`
    return [Buffer.from(head), Buffer.from(content as string), Buffer.from('\r\n')]
  })
  return Uint8Array.from(Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]))
}

function read(body: Content, more: Partial<Arrival> = {}): ArrivalReading {
  return readArrival(toArrival(body, { format: 'minidump', contentType: type, ...more }))
}

const dumpPart = ['upload_file_minidump', dump, 'a.dmp'] as const

describe('a crash', () => {
  test('with all that Crashpad and sentry-native send is one event, its dump and its files', () => {
    const body = toForm([
      dumpPart,
      ['sentry', JSON.stringify({ event_id: id, release: 'shop@1', tags: { a: '1' } })],
      ['sentry[tags][b]', '2'],
      ['guid', 'g-1'],
      [
        '__sentry-event',
        encode({ environment: 'dev', contexts: { os: { name: 'Linux' } } }),
        '__sentry-event',
      ],
      ['__sentry-breadcrumb1', encode({ message: 'third', timestamp: 3 }), '__sentry-breadcrumb1'],
      [
        '__sentry-breadcrumb2',
        Buffer.concat([
          encode({ message: 'first', timestamp: 1 }),
          encode({ message: 'second', timestamp: 2 }),
        ]),
        '__sentry-breadcrumb2',
      ],
      ['view', '{}', 'view-hierarchy.json'],
      ['app', 'last words', 'app.log'],
    ])
    const { records, problems } = read(body)
    expect(problems).toEqual([])
    expect(records).toMatchObject([
      {
        kind: 'event',
        id,
        level: 'fatal',
        time: 1_700_000_100_000,
        title: 'SIGSEGV: at 0x10',
        tags: { a: '1', b: '2' },
        extra: { guid: 'g-1' },
        contexts: { os: { name: 'Linux' } },
        scope: { release: 'shop@1', environment: 'dev', platform: 'native' },
        breadcrumbs: [{ message: 'first' }, { message: 'second' }, { message: 'third' }],
        exceptions: [{ type: 'SIGSEGV', threadId: '7', mechanism: { handled: false } }],
      },
      { kind: 'attachment', attachmentType: 'event.minidump', filename: 'a.dmp', eventId: id },
      { kind: 'minidump', eventId: id, size: dump.length, crash: { reason: 'SIGSEGV' } },
      { kind: 'attachment', attachmentType: 'event.view_hierarchy', eventId: id },
      { kind: 'attachment', attachmentType: 'event.attachment', filename: 'app.log', eventId: id },
    ])
  })

  test('whose event came in numbered pieces, out of order', () => {
    const json = JSON.stringify({ event_id: id, message: 'long', transaction: 'x'.repeat(50) })
    const body = toForm([
      ['sentry__10', json.slice(60)],
      ['sentry__2', json.slice(20, 60)],
      ['sentry__1', json.slice(0, 20)],
      dumpPart,
    ])
    expect(read(body).records[0]).toMatchObject({ id, transaction: 'x'.repeat(50) })
  })

  test('keeps the exception that its SDK told', () => {
    const sentry = JSON.stringify({ exception: { values: [{ type: 'Told' }] }, level: 'error' })
    expect(read(toForm([['sentry', sentry], dumpPart])).records[0]).toMatchObject({
      title: 'Told',
      level: 'error',
    })
  })

  test.each<[string, Content, Partial<Arrival>]>([
    ['as a form', toForm([dumpPart]), {}],
    ['as the bare dump', dump, { contentType: 'application/octet-stream' }],
    ['as the dump in gzip', gzipSync(dump), { contentType: 'application/x-dmp' }],
    ['in gzip in a form', toForm([['upload_file_minidump', gzipSync(dump), 'a.dmp.gz']]), {}],
    [
      'as a form within a form',
      toForm([
        ['upload_file_minidump', toForm([dumpPart, ['prod', 'Electron']], '----0dc034f3'), 'x.dmp'],
      ]),
      {},
    ],
  ])('%s links event and dump by an id made of the dump', (_sentence, body, more) => {
    const { records, problems } = read(body, more)
    const [event] = recordsOf('event', records)
    expect(problems).toEqual([])
    expect(event).toMatchObject({ title: 'SIGSEGV: at 0x10' })
    expect(recordsOf('minidump', records)).toMatchObject([{ eventId: event?.id }])
    expect(read(body, more).records[0]).toMatchObject({ id: event?.id })
  })

  test('takes the id that its address was answered with', () => {
    expect(read(dump, { parameters: { event_id: id } }).records[0]).toMatchObject({ id })
  })
})

test('each record names the part of the form it was read from', () => {
  const body = toForm([['log', 'x', 'x.log'], ['sentry', '{"level":"fatal"}'], dumpPart])
  const { records, parts } = read(body)
  expect(records.map(({ kind, item }) => [kind, item])).toEqual([
    ['event', 1],
    ['attachment', 0],
    ['attachment', 2],
    ['minidump', 2],
  ])
  expect(parts.map((part) => [part.type, part.header['name']])).toEqual([
    ['attachment', 'log'],
    ['form_data', 'sentry'],
    ['attachment', 'upload_file_minidump'],
  ])
})

describe('what is wrong with a crash costs nothing but itself', () => {
  test.each<[string, Uint8Array, string]>([
    [
      'a dump of another format',
      toForm([['upload_file_minidump', 'no dump', 'a.dmp']]),
      'payload-binary',
    ],
    ['broken JSON', toForm([['sentry', '{"a":'], dumpPart]), 'payload-json'],
    ['JSON of no object', toForm([['sentry', '[1]'], dumpPart]), 'payload-shape'],
    [
      'an event part of no msgpack',
      toForm([['__sentry-event', '\u00c1', 'e'], dumpPart]),
      'payload-msgpack',
    ],
    [
      'an event part that claims more than memory holds',
      toForm([['__sentry-event', Uint8Array.of(0xdd, 255, 255, 255, 255, 1), 'e'], dumpPart]),
      'payload-msgpack',
    ],
    [
      'a breadcrumb cut by the crash',
      toForm([['__sentry-breadcrumb1', encode({ a: 1 }).subarray(0, 2), 'b'], dumpPart]),
      'payload-msgpack',
    ],
    ['a form without its end', toForm([dumpPart]).subarray(0, -9), 'item-cut'],
    [
      'no dump',
      toForm([
        ['sentry', '{}'],
        ['log', 'x', 'x.log'],
      ]),
      'payload-field',
    ],
  ])('%s', (_sentence, body, code) => {
    const { records, problems } = read(body)
    expect(problems).toMatchObject([{ code }])
    expect(records.map(({ kind }) => kind)).toContain('attachment')
  })

  test.each<[string, Content]>([
    ['text', 'hello'],
    ['a form of nothing', '--BOUND--'],
  ])('%s stays as bytes', (_sentence, body) => {
    const { records, problems } = read(body)
    expect(problems).toHaveLength(1)
    expect(records).toMatchObject([{ kind: 'raw', itemType: 'minidump', size: body.length }])
  })

  test('fields that would change the prototype are only fields', () => {
    const body = toForm([
      dumpPart,
      ['sentry[__proto__][polluted]', '1'],
      ['sentry[extra][__proto__]', '1'],
      ['__proto__', '1'],
      [`sentry${'[a]'.repeat(5000)}`, '1'],
    ])
    expect(read(body).records[0]).toMatchObject({ kind: 'event' })
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

test('any fields and any bytes are read without a throw', () => {
  const name = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'sentry',
      'sentry__1',
      'sentry[a][b]',
      'upload_file_minidump',
      '__sentry-event',
      '__sentry-breadcrumb2',
    ),
  )
  const content = fc.oneof(
    fc.uint8Array(),
    fc.json(),
    fc.jsonValue().map((value) => encode(value)),
  )
  const field = fc.tuple(name, content, fc.constantFrom('f', 'a.dmp'))
  fc.assert(
    fc.property(fc.array(field), fc.uint8Array(), (fields, bytes) => {
      read(toForm(fields))
      read(bytes)
      read(Uint8Array.from([...dump.subarray(0, 4), ...bytes]))
    }),
  )
})
