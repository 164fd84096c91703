import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readEnvelope } from './envelope.ts'
import type { Envelope } from './envelope.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function read(...lines: readonly string[]): Envelope {
  return readEnvelope(encoder.encode(lines.join('\n')))
}

function payloads({ items }: Envelope): readonly string[] {
  return items.map(({ payload }) => decoder.decode(payload))
}

describe('an envelope is split', () => {
  const cases: readonly [string, readonly string[], readonly string[], readonly string[]][] = [
    ['one item without a length', ['{}', '{"type":"event"}', '{"a":1}'], ['{"a":1}'], []],
    ['a last line feed is no item', ['{}', '{"type":"event"}', '{}', ''], ['{}'], []],
    ['no items', ['{}'], [], []],
    ['no items but a line feed', ['{}', ''], [], []],
    ['a length counts bytes', ['{}', '{"type":"a","length":4}', 'éxy'], ['éxy'], []],
    [
      'a payload with line feeds by its length',
      ['{}', '{"type":"a","length":3}', 'x', 'y', '{"type":"b"}', 'z'],
      ['x\ny', 'z'],
      [],
    ],
    [
      'an empty item keeps the one after it',
      ['{}', '{"type":"a","length":0}', '', '{"type":"b"}', 'x'],
      ['', 'x'],
      [],
    ],
    ['an empty item at the very end', ['{}', '{"type":"a","length":0}'], [''], []],
    ['an empty item without length at the end', ['{}', '{"type":"a"}', ''], [''], []],
    ['a null length is none', ['{}', '{"type":"a","length":null}', 'x'], ['x'], []],
    [
      'blank lines between items',
      ['{}', '', '{"type":"a"}', 'x', '', '', '{"type":"b"}', 'y'],
      ['x', 'y'],
      [],
    ],
    ['a carriage return belongs to the payload', ['{}\r', '{"type":"a"}\r', 'x\r'], ['x\r'], []],
    [
      'a length too short',
      ['{}', '{"type":"a","length":2}', '{"x":1}', '{"type":"b"}', 'y'],
      ['{"x":1}', 'y'],
      ['item-length'],
    ],
    [
      'a length that points into the next item',
      ['{}', '{"type":"a","length":12}', '{"x":1}', '{"type":"b"}', 'y'],
      ['{"x":1}', 'y'],
      ['item-length'],
    ],
    [
      'a length past the end with items behind',
      ['{}', '{"type":"a","length":9999}', '{"x":1}', '{"type":"b"}', 'y'],
      ['{"x":1}', 'y'],
      ['item-length'],
    ],
    [
      'a length past the end: cut',
      ['{}', '{"type":"a","length":10}', 'x', 'yz'],
      ['x\nyz'],
      ['item-cut'],
    ],
    [
      'a negative length',
      ['{}', '{"type":"a","length":-1}', 'x', '{"type":"b"}', 'y'],
      ['x', 'y'],
      ['item-length'],
    ],
    ['a length in words', ['{}', '{"type":"a","length":"1"}', 'x'], ['x'], ['item-length']],
    ['a length with a fraction', ['{}', '{"type":"a","length":1.5}', 'x'], ['x'], ['item-length']],
    ['a length of 1e400', ['{}', '{"type":"a","length":1e400}', 'x'], ['x'], ['item-length']],
    ['an item without a type', ['{}', '{}', 'x', '{"type":"b"}', 'y'], ['x', 'y'], ['item-type']],
    [
      'an item header that is not JSON loses only itself',
      ['{}', '{"type":"a"', 'x', '{"type":"b"}', 'y'],
      ['{"type":"a"\nx', 'y'],
      ['item-header'],
    ],
    [
      'an item header that is a number',
      ['{}', '5', '{"type":"b"}', 'y'],
      ['5', 'y'],
      ['item-header'],
    ],
    ['a first line that is a number', ['5', '{"type":"b"}', 'y'], ['5', 'y'], ['envelope-header']],
    ['the two bytes that end other tools', ['5', ''], ['5'], ['envelope-header']],
    [
      'a missing envelope header',
      ['{"type":"a"}', '{"x":1}', '{"type":"b"}', 'y'],
      ['{"x":1}', 'y'],
      ['envelope-header'],
    ],
    ['nothing at all', [''], [], ['envelope-header']],
  ]
  test.each(cases)('%s', (_sentence, lines, expected, problems) => {
    const envelope = read(...lines)
    expect(payloads(envelope)).toEqual(expected)
    expect(envelope.problems.map(({ code }) => code)).toEqual(problems)
  })

  test('binary payloads keep every byte', () => {
    const body = Uint8Array.from({ length: 256 }, (_, index) => index)
    const head = encoder.encode('{}\n{"type":"attachment","length":256}\n')
    const { items, problems } = readEnvelope(Uint8Array.from([...head, ...body]))
    expect(items[0]?.payload).toEqual(body)
    expect(problems).toEqual([])
  })

  test('unknown header fields stay', () => {
    const { header, items } = read('{"x":{"y":1}}', '{"type":"a","z":[1]}', '')
    expect(header).toEqual({ x: { y: 1 } })
    expect(items[0]?.header).toEqual({ type: 'a', z: [1] })
  })

  test('a problem names the byte where the item begins', () => {
    const { problems } = read('{}', '{"type":"a"}', 'é', '{"type":"b","length":-1}', 'x')
    expect(problems).toEqual([
      { code: 'item-length', offset: 19, item: 1, detail: 'length -1, found 1 bytes' },
    ])
  })

  test('100,000 items', () => {
    const { items } = read('{}', ...Array.from({ length: 100_000 }, () => '{"type":"a"}\nx'))
    expect(items).toHaveLength(100_000)
  })

  test('100,000 broken items take no longer than a list of them', () => {
    const { items } = read(
      '{}',
      ...Array.from({ length: 100_000 }, () => '{"type":"a","length":-1}\nx'),
    )
    expect(items).toHaveLength(100_000)
  })
})

describe('whatever comes', () => {
  const bytes = fc.uint8Array({ maxLength: 400 })
  const line = fc.oneof(
    fc.constantFrom('{}', '{"type":"event"}', '', '5', 'null', '[', '{"type":"a","length":3}'),
    fc.json(),
    fc.string(),
    fc
      .record({ type: fc.string(), length: fc.oneof(fc.integer(), fc.double()) })
      .map((header) => JSON.stringify(header)),
  )
  const lines = fc.array(line, { maxLength: 12 }).map((list) => encoder.encode(list.join('\n')))

  test('nothing throws, and no byte is in two items', () => {
    fc.assert(
      fc.property(fc.oneof(bytes, lines), (body) => {
        let end = 0
        for (const { start, offset, payload } of readEnvelope(body).items) {
          expect(start).toBeGreaterThanOrEqual(end)
          expect(offset).toBeGreaterThanOrEqual(start)
          end = offset + payload.length
        }
        expect(end).toBeLessThanOrEqual(body.length)
      }),
    )
  })

  test('what was framed rightly is read back', () => {
    const item = fc.record({
      type: fc.stringMatching(/^[a-z_]{1,12}$/),
      payload: fc.uint8Array({ maxLength: 80 }),
    })
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), (items) => {
        const parts = items.flatMap(({ type, payload }) => [
          ...encoder.encode(`\n${JSON.stringify({ type, length: payload.length })}\n`),
          ...payload,
        ])
        const envelope = readEnvelope(Uint8Array.from([...encoder.encode('{}'), ...parts]))
        expect(envelope.problems).toEqual([])
        expect(envelope.items.map(({ type, payload }) => ({ type, payload }))).toEqual(items)
      }),
    )
  })
})
