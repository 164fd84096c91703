import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordsOf, toArrival } from '../arrival-fixture.ts'
import { readArrival } from '../arrival-readers.ts'
import type { Arrival } from '../arrival.ts'
import { emptyScope } from '../scope.ts'

const read = (body: string, more: Partial<Arrival> = {}) =>
  readArrival(toArrival(body, { format: 'heroku', contentType: 'application/logplex-1', ...more }))

const bodies = (body: string) => recordsOf('log', read(body).records).map((log) => log.body)

const count = (line: string): string => `${new TextEncoder().encode(line).length} ${line}`
const up = '<40>1 2012-11-30T06:45:29+00:00 host app web.3 - State changed from starting to up\n'
const router =
  '<158>1 2023-11-14T22:13:20.123456+00:00 host heroku router - at=error code=H12 path="/a b" status=503 trace_id=1b02cd14bb8642fd092bc23f54c7ffcd\n'

test('a batch', () => {
  const { records, problems } = read(`83 ${up}${count(router)}`)
  expect(problems).toEqual([])
  expect(records).toMatchObject([
    {
      kind: 'log',
      time: Date.parse('2012-11-30T06:45:29Z'),
      level: 'fatal',
      body: 'State changed from starting to up',
      attributes: { 'syslog.facility': 5, 'syslog.appname': 'app', 'syslog.procid': 'web.3' },
      scope: { service: 'heroku', serverName: undefined },
    },
    {
      level: 'info',
      time: 1_700_000_000_123.456,
      traceId: '1b02cd14bb8642fd092bc23f54c7ffcd',
      attributes: { at: 'error', code: 'H12', path: '/a b', status: '503', 'syslog.facility': 19 },
    },
  ])
})

test.each([
  [0, 'fatal'],
  [1, 'fatal'],
  [2, 'fatal'],
  [3, 'error'],
  [4, 'warn'],
  [5, 'info'],
  [6, 'info'],
  [7, 'debug'],
  [190, 'info'],
])('priority %i is %s', (priority, level) => {
  expect(read(count(up.replace('40', String(priority)))).records).toMatchObject([{ level }])
})

describe('the service is', () => {
  const token = 'd.73ea7440-270a-435a-a0ea-adf50b4e5f5a'
  const named = { ...emptyScope, service: 'shop' }
  test.each<[string, string, Partial<Arrival>, string]>([
    [
      'the app, where the line names it',
      up.replace(' app ', ' checkout '),
      { scope: named },
      'checkout',
    ],
    ['what the address says, where the line says only `app`', up, { scope: named }, 'shop'],
    ['the drain\u2019s token in the line', up.replace(' host ', ` ${token} `), {}, token],
    [
      'the drain\u2019s token in the headers',
      up,
      { parameters: { 'logplex-drain-token': token } },
      token,
    ],
    ['Heroku', up.replace(' app ', ' - '), {}, 'heroku'],
  ])('%s', (_sentence, line, more, service) => {
    expect(read(count(line), more).records).toMatchObject([{ scope: { service } }])
  })
})

describe('lengths', () => {
  const wide = up.replace('up', '\u00fcber 🙂\nand on')

  test.each<[string, string, readonly string[]]>([
    [
      'count bytes, and messages may have lines',
      count(wide) + count(up),
      ['State changed from starting to \u00fcber 🙂\nand on', 'State changed from starting to up'],
    ],
    [
      'may leave the line feed out',
      `${count(up.trimEnd())}${count(up.trimEnd())}`,
      Array.from({ length: 2 }, () => 'State changed from starting to up'),
    ],
    [
      'may be missing',
      up + up,
      Array.from({ length: 2 }, () => 'State changed from starting to up'),
    ],
    [
      'may leave the line feed between uncounted',
      `${count(up.trimEnd())}\n${count(up)}`,
      Array.from({ length: 2 }, () => 'State changed from starting to up'),
    ],
  ])('%s', (_sentence, body, expected) => {
    expect(bodies(body)).toEqual(expected)
    expect(read(body).problems).toEqual([])
  })

  test.each([
    ['too small', '20 '],
    ['too large', '90 '],
    ['far too large', '999999999 '],
    ['zero', '0 '],
  ])('that are %s are told, and cost no line', (_sentence, wrong) => {
    const body = wrong + up + count(up) + wrong + up
    expect(bodies(body)).toEqual(
      Array.from({ length: 3 }, () => 'State changed from starting to up'),
    )
    expect(read(body).problems).toMatchObject([
      { code: 'body-line', offset: wrong.length },
      { code: 'body-line', offset: wrong.length + up.length + count(up).length + wrong.length },
    ])
  })

  test('are counted in characters by some: the next line is found all the same', () => {
    const line = up.replace('up', '\u00fc'.repeat(9))
    expect(bodies(`${line.length} ${line}${count(up)}`)).toHaveLength(2)
  })
})

test('what is no syslog line costs no other', () => {
  const { records, problems } = read(`${count(up)}nonsense\n${count(up)}`)
  expect(records).toHaveLength(2)
  expect(problems).toMatchObject([{ code: 'body-line', offset: count(up).length }])
})

test('what is no batch stays as bytes', () => {
  const { records, problems } = read('{"message":"hi"}')
  expect(problems).toMatchObject([{ code: 'body-format' }])
  expect(records).toMatchObject([{ kind: 'raw' }])
})

test('no run of line feeds or counts takes long', () => {
  const started = performance.now()
  read(`x${'\n'.repeat(1_000_000)}x`)
  read(`${'9 <1>\n'.repeat(100_000)}${'\n'.repeat(500_000)}`)
  read('1 <'.repeat(300_000))
  read(`<1>1 ${'a'.repeat(1_000_000)}`)
  expect(performance.now() - started).toBeLessThan(10_000)
})

test('whatever the lengths say, every line is read', () => {
  const word = fc.stringMatching(/^[a-z\u00fc ]{1,20}$/)
  fc.assert(
    fc.property(fc.array(fc.tuple(word, fc.nat({ max: 300 })), { minLength: 1 }), (lines) => {
      // A length that happens to end at another line's end would rightly take that in.
      const last = Math.max(...lines.map(([text]) => text.length)) * 2 + 60
      const body = lines
        .map(
          ([text, wrong]) =>
            `${wrong % last} <14>1 2023-11-14T22:13:20Z host app web.1 - ${text}!\n`,
        )
        .join('')
      expect(
        bodies(body)
          .join('\n')
          .split('\n')
          .filter((text) => text.includes('!')),
      ).toHaveLength(lines.length)
    }),
  )
})
