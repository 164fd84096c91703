import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMultipart } from './multipart.ts'

const text = new TextDecoder('latin1')
const bytes = (content: string): Uint8Array => Uint8Array.from(Buffer.from(content, 'latin1'))
const type = 'multipart/form-data; boundary=BOUND'

function show(body: string, contentType: string | undefined = type) {
  const form = readMultipart(bytes(body), contentType)
  return form?.parts.map((part) => [part.name, part.filename, text.decode(part.data)])
}

const field = (name: string, value: string): string =>
  `--BOUND\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`

describe('a form', () => {
  test.each<[string, string, string | undefined, unknown]>([
    [
      'of fields and files',
      `${field('a', '1')}--BOUND\r\nContent-Disposition: form-data; name="f"; filename="x y.dmp"\r\nContent-Type: text/plain\r\n\r\nline\r\nline\r\n--BOUND--\r\n`,
      type,
      [
        ['a', undefined, '1'],
        ['f', 'x y.dmp', 'line\r\nline'],
      ],
    ],
    [
      'with a quoted boundary',
      `${field('a', '1')}--BOUND--`,
      'multipart/form-data; charset=utf-8; boundary="BOUND"',
      [['a', undefined, '1']],
    ],
    [
      'whose content type was lost',
      `${field('a', '1')}--BOUND--`,
      undefined,
      [['a', undefined, '1']],
    ],
    [
      'with bare line feeds',
      '--BOUND\nContent-Disposition: form-data; name=a\n\n1\n--BOUND--\n',
      type,
      [['a', undefined, '1']],
    ],
    ['after a preamble', `preamble\r\n${field('a', '1')}--BOUND--`, type, [['a', undefined, '1']]],
    [
      'with blanks behind the boundary',
      field('a', '1').replace('--BOUND', '--BOUND \t') + '--BOUND--',
      type,
      [['a', undefined, '1']],
    ],
    [
      'with an empty part',
      `${field('a', '')}${field('b', '2')}--BOUND--`,
      type,
      [
        ['a', undefined, ''],
        ['b', undefined, '2'],
      ],
    ],
    [
      'with a part without headers',
      '--BOUND\r\n\r\nlost\r\n' + field('a', '1') + '--BOUND--',
      type,
      [['a', undefined, '1']],
    ],
    [
      'with a Windows path',
      '--BOUND\r\ncontent-disposition: form-data; name="f"; filename="C:\\new\\a.dmp"\r\n\r\n\r\n--BOUND--',
      type,
      [['f', 'C:\\new\\a.dmp', '']],
    ],
    [
      'with a quote in a name',
      '--BOUND\r\nContent-Disposition: form-data; name="a\\"b"\r\n\r\n1\r\n--BOUND--',
      type,
      [['a"b', undefined, '1']],
    ],
  ])('%s', (_sentence, body, contentType, parts) => {
    expect(show(body, contentType)).toEqual(parts)
  })

  test.each([
    ['in the middle of a line', 'x--BOUND\r\ny'],
    ['as the beginning of a longer line', 'x\r\n--BOUNDARY\r\ny'],
    ['closing, as the beginning of a longer line', 'x\r\n--BOUND--more\r\ny'],
    ['with one dash', 'x\r\n-BOUND\r\ny'],
  ])('may hold its boundary %s', (_sentence, payload) => {
    expect(show(`${field('a', payload)}${field('b', '2')}--BOUND--`)).toEqual([
      ['a', undefined, payload],
      ['b', undefined, '2'],
    ])
  })

  test('without its end is cut, and says so', () => {
    const form = readMultipart(
      bytes(`${field('a', '1')}${field('b', 'beginn')}`.slice(0, -2)),
      type,
    )
    expect(form).toMatchObject({ isCut: true, parts: [{ name: 'a' }, { name: 'b' }] })
  })

  test('tells where a part begins', () => {
    const body = bytes(`${field('a', '1')}--BOUND--`)
    const [part] = readMultipart(body, type)?.parts ?? []
    expect(part && body.subarray(part.offset, part.offset + 1)).toEqual(bytes('1'))
  })

  test.each([
    ['no form', 'hello', undefined],
    ['another boundary', '--OTHER\r\n', type],
    ['empty', '', type],
    [
      'a boundary without end',
      `--${'x'.repeat(1000)}`,
      `multipart/form-data; boundary=${'x'.repeat(1000)}`,
    ],
  ])('%s is none', (_sentence, body, contentType) => {
    expect(readMultipart(bytes(body), contentType)?.parts ?? []).toEqual([])
  })
})

test('a payload of anything but the delimiter comes back byte for byte', () => {
  const piece = fc.constantFrom(
    '\r',
    '\n',
    '\r\n',
    '-',
    '--',
    'BOUND',
    '--BOUNDX',
    'x',
    '\0',
    '\xff',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const payload = pieces.join('')
      fc.pre(!/(^|\n)--BOUND(--)?[ \t]*(\r?\n|\r?$)/.test(payload))
      expect(show(`${field('a', payload)}--BOUND--`)).toEqual([['a', undefined, payload]])
    }),
  )
})

test('any bytes are read without a throw', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.option(fc.string()), (body, contentType) => {
      readMultipart(body, contentType ?? undefined)
      readMultipart(Uint8Array.from([...bytes('--B\r\n'), ...body]), 'x; boundary=B')
    }),
  )
})
