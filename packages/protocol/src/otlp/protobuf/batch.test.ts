import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { describe, expect, test } from 'vitest'
import { readArrival } from '../../arrival-readers.ts'
import { recordsOf, toArrival } from '../../arrival-fixture.ts'

/**
 *     0a ‹n›          resource_spans
 *       0a ‹n›          resource: service.name = shop
 *       12 ‹n›          scope_spans
 *         0a ‹n›          scope: name = pg
 *         12 ‹n›          span
 */
const literal = [
  '0a 73',
  '0a 18 0a 16 0a 0c 736572766963652e6e616d65 12 06 0a 04 73686f70',
  '12 57',
  '0a 04 0a 02 7067',
  '12 4f',
  '0a 10 5b8efff798038103d269b633813fc60c',
  '12 08 eee19b7ec3c1b174',
  '2a 04 776f726b',
  '30 02',
  '39 00002a36fe9c9717',
  '41 20bce836fe9c9717',
  '4a 09 0a 01 6e 12 04 18 c0 84 3d',
  '7a 06 12 02 6e6f 18 02',
  '85 01 01 01 00 00',
].join(' ')

function toBytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
}

function readTraces(body: Uint8Array) {
  const contentType = 'application/x-protobuf'
  const { records, problems } = readArrival(toArrival(body, { format: 'otlp-traces', contentType }))
  return { spans: recordsOf('span', records), problems }
}

type Write = (writer: BinaryWriter) => void

function message(field: number, write: Write): Write {
  return (writer) => {
    writer.tag(field, WireType.LengthDelimited).fork()
    write(writer)
    writer.join()
  }
}

function bytesOf(...writes: readonly Write[]): Uint8Array {
  const writer = new BinaryWriter()
  for (const write of writes) write(writer)
  return writer.finish()
}

function all(...writes: readonly Write[]): Write {
  return (writer) => writes.forEach((write) => write(writer))
}

const ids: Write = (writer) => {
  writer.tag(1, WireType.LengthDelimited).bytes(new Uint8Array(16).fill(1))
  writer.tag(2, WireType.LengthDelimited).bytes(new Uint8Array(8).fill(2))
}

function toTraces(...spans: readonly Write[]): Uint8Array {
  return bytesOf(message(1, message(2, all(...spans.map((span) => message(2, span))))))
}

test('bytes as they stand on the wire', () => {
  const { spans, problems } = readTraces(toBytes(literal))
  expect(problems).toEqual([])
  expect(spans).toMatchObject([
    {
      traceId: '5b8efff798038103d269b633813fc60c',
      spanId: 'eee19b7ec3c1b174',
      name: 'work',
      spanKind: 'server',
      time: 1_700_000_000_000,
      duration: 12.5,
      status: 'error',
      statusMessage: 'no',
      attributes: { n: 1_000_000, 'service.name': 'shop' },
      origin: 'pg',
      scope: { service: 'shop' },
    },
  ])
})

test('an empty body is an empty request', () => {
  expect(readTraces(new Uint8Array())).toEqual({ spans: [], problems: [] })
})

describe('damage', () => {
  const whole = toTraces(ids, ids, all(ids, message(9, all())))

  test('what was whole before the fault is kept', () => {
    for (let length = 1; length < whole.length; length++) {
      const { spans, problems } = readTraces(whole.subarray(0, length))
      expect(problems).toMatchObject([{ code: 'payload-protobuf' }])
      expect(spans.length).toBeLessThan(3)
    }
    expect(readTraces(whole).spans).toHaveLength(3)
  })

  test('the problem says where', () => {
    const cut = toTraces(ids, ids)
    const offset = cut.length - 10
    cut[offset + 1] = 0x7f
    const { spans, problems } = readTraces(cut)
    expect(spans).toHaveLength(1)
    expect(problems).toMatchObject([{ code: 'payload-protobuf', offset }])
  })

  test.each([
    ['text', new TextEncoder().encode('<html>no</html>')],
    ['a field 0', toBytes('02 00')],
    ['a wire type nobody knows', toBytes('0f')],
    ['a number without end', toBytes('08 ffffffffffffffffffffff')],
    ['a message longer than the one around it', toBytes('0a 02 12 05 00 00 00 00 00')],
    ['the end of a group that did not begin', toBytes('0c')],
  ])('%s', (_sentence, body) => {
    const { spans, problems } = readTraces(body)
    expect(spans).toEqual([])
    expect(problems).toMatchObject([{ code: 'payload-protobuf' }])
  })
})

const oddFields: Write = (writer) => {
  writer.tag(5, WireType.Varint).uint32(7)
  writer.tag(6, WireType.Bit32).fixed32(7)
  writer.tag(9, WireType.Varint).uint32(7)
  writer.tag(99, WireType.LengthDelimited).string('new')
  writer.tag(98, WireType.StartGroup).tag(1, WireType.Varint).uint32(1)
  writer.tag(98, WireType.EndGroup)
}

/** A span with nothing but ids. */
const bareSpan = `12 1c 0a 10 ${'11'.repeat(16)} 12 08 ${'22'.repeat(8)}`

test.each([
  ['a group longer than its resource', `0a 02 12 1e ${bareSpan}`, 0],
  [
    'a field longer than its message',
    `0a 24 12 22 12 20 ${bareSpan.slice(6)} 4a 02 0a 09 ${bareSpan}`,
    0,
  ],
  ['a message that is whole', `0a 20 12 1e ${bareSpan}`, 1],
])('%s', (_sentence, hex, count) => {
  const { spans, problems } = readTraces(toBytes(hex))
  expect(spans).toHaveLength(count)
  expect(problems).toHaveLength(1 - count)
})

test('fields that are unknown, or of another type than they should be, are passed over', () => {
  expect(readTraces(toTraces(all(ids, oddFields)))).toMatchObject({
    spans: [{ name: 'default', spanKind: undefined, attributes: {} }],
    problems: [],
  })
})

test('groups of exporters older than OTLP 0.15 are read', () => {
  const body = bytesOf(message(1, message(1000, message(2, ids))))
  expect(readTraces(body).spans).toHaveLength(1)
})

test('logs posted as traces are spans without ids', () => {
  const time = toBytes('09 00002a36fe9c9717')
  const body = bytesOf(
    message(
      1,
      message(2, (writer) => writer.tag(2, WireType.LengthDelimited).bytes(time)),
    ),
  )
  expect(readTraces(body).problems).toMatchObject([{ code: 'payload-field' }])
})

test('a hundred thousand levels of lists are cut', () => {
  // From the inside out, so that the test itself is not quadratic.
  const layers: number[][] = []
  let length = 0
  for (let depth = 0; depth < 100_000; depth++) {
    const inner = [0x0a, ...toVarint(length)]
    const outer = [0x2a, ...toVarint(length + inner.length)]
    layers.push([...outer, ...inner])
    length += inner.length + outer.length
  }
  const value = Uint8Array.from(layers.toReversed().flat())
  const span: Write = (writer) => {
    ids(writer)
    writer.tag(9, WireType.LengthDelimited).fork()
    writer.tag(1, WireType.LengthDelimited).string('deep')
    writer.tag(2, WireType.LengthDelimited).bytes(value).join()
  }
  const { spans, problems } = readTraces(toTraces(span))
  expect(problems).toEqual([])
  expect(JSON.stringify(spans[0]?.attributes)).toContain('nested deeper than 100 levels')
})

function toVarint(value: number): readonly number[] {
  const bytes: number[] = []
  let rest = value
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  return [...bytes, rest]
}
