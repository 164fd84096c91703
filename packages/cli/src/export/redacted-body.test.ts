import { describe, expect, test } from 'vitest'
import { readEnvelope } from 'protocol'
import { toRedactedBody } from './redacted-body.ts'

const encode = (text: string): Uint8Array => Buffer.from(text)
const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString()

describe('what leaves the machine', () => {
  test('an envelope is whole, its secrets are not, and its lengths are right', () => {
    const event = JSON.stringify({
      message: 'password=hunter2',
      request: { headers: [['Cookie', 'sid=1']] },
    })
    const body = encode(
      `{"dsn":"http://k@h/1"}\n{"type":"event","length":${event.length}}\n${event}\n{"type":"attachment","length":3,"filename":"a"}\nabc\n`,
    )
    const redacted = toRedactedBody(body, 'envelope', { withFiles: false })
    const { items, problems } = readEnvelope(redacted.body)
    expect(problems).toEqual([])
    expect(items.map(({ type }) => type)).toEqual(['event'])
    expect(decode(items[0]?.payload ?? new Uint8Array())).toBe(
      '{"message":"password=[masked]","request":{"headers":[["Cookie","[masked]"]]}}',
    )
    expect(redacted).toMatchObject({ masked: 2, files: ['attachment'], isBinary: false })
    const whole = toRedactedBody(body, 'envelope', { withFiles: true })
    expect(readEnvelope(whole.body).items.map(({ type }) => type)).toEqual(['event', 'attachment'])
  })

  test.each([
    [
      'JSON',
      'otlp-logs',
      '{"key":"token","value":{"stringValue":"x"}}',
      '{"key":"token","value":{"stringValue":"[masked]"}}',
      false,
    ],
    ['lines', 'heroku', 'a password=hunter2 b', 'a password=******* b', false],
    [
      'protobuf',
      'otlp-traces',
      '\0\u0007Bearer abcdefgh1234\0',
      '\0\u0007Bearer ************\0',
      true,
    ],
  ])('%s keeps its form', (_sentence, format, text, expected, isBinary) => {
    const { body, masked, ...rest } = toRedactedBody(encode(text), format, { withFiles: false })
    expect(decode(body)).toBe(expected)
    expect(masked).toBe(1)
    expect(rest.isBinary).toBe(isBinary)
  })

  test('a dump stays here unless it is asked for', () => {
    const dump = encode('MDMP\0\0')
    expect(toRedactedBody(dump, 'minidump', { withFiles: false }).body).toHaveLength(0)
    expect(toRedactedBody(dump, 'minidump', { withFiles: true }).body).toHaveLength(6)
  })
})
