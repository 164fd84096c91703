import { expect, test } from 'vitest'
import { readOne } from './arrival-fixture.ts'
import { readOutputLine } from './output-line.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'

test.each([
  ['a word in capitals', '2026-01-02 10:00:00 ERROR db: gone', 'error'],
  ['a word in brackets', '[warn] slow', 'warn'],
  ['a word before a colon', 'error: no such file', 'error'],
  ['a word in colours', '\u001B[32mINFO\u001B[39m ready', 'info'],
  ['a word that Go writes', 'panic: runtime error', 'fatal'],
  ['a word that is part of a sentence', 'Error handling is on', undefined],
  ['a word far from the beginning', `${'x'.repeat(200)} ERROR`, undefined],
  ['JSON as pino writes it', '{"level":50,"msg":"boom"}', 'error'],
  ['JSON with a word', '{"severity":"WARNING","message":"slow"}', 'warn'],
  ['logfmt', 'level=debug msg="a b"', 'debug'],
  ['nothing', '', undefined],
])('the level of a line is read from %s', (_sentence, line, level) => {
  expect(readOutputLine(line).level).toBe(level)
})

test.each([
  ['JSON', '{"msg":"paid","order":{"id":7},"level":30}', { msg: 'paid', 'order.id': 7 }],
  ['logfmt', 'level=info msg="a b" ms=12', { msg: 'a b', ms: '12' }],
  [
    'coloured logfmt',
    '\u001B[36mmsg\u001B[0m=paid \u001B[36mms\u001B[0m=1',
    { msg: 'paid', ms: '1' },
  ],
  ['a sentence with one pair', 'listening with port=3000', {}],
  ['JSON that is cut', '{"msg":"paid"', {}],
  ['a list', '[{"a":1}]', {}],
])('%s gives attributes', (_sentence, line, attributes) => {
  expect(readOutputLine(line).attributes).toEqual(attributes)
})

test.each([
  ['a JSON field', `{"trace_id":"${traceId}","msg":"x"}`],
  ['a logfmt field', `msg=x traceId=${traceId}`],
  ['a word in a sentence', `failed (trace id: ${traceId.toUpperCase()})`],
  ['a traceparent', `GET / 00-${traceId}-00f067aa0ba902b7-01`],
])('a trace is found in %s', (_sentence, line) => {
  expect(readOutputLine(line).traceId).toBe(traceId)
})

test('long lines of anything are read in no time', () => {
  const started = performance.now()
  for (const text of ['{"', '\u001B[', '\u001B]0;', 'a=b ', 'trace id: ', 'x = ']) {
    readOutputLine(text.repeat(15_000))
    readOutputLine(text.repeat(1_000_000))
  }
  expect(performance.now() - started).toBeLessThan(10_000)
})

test('lines come in batches, with what each says of itself', () => {
  const { records, problems } = readOne('footlight.output', {
    stream: 'stderr',
    pid: 9,
    service: 'api',
    lines: [[5, 'oh no'], [6, '\u001B[33mWARN\u001B[0m slow'], 'odd', [{}, 7]],
  })
  expect(problems).toEqual([])
  expect(records).toMatchObject([
    { kind: 'output', time: 5, line: 'oh no', level: 'error', pid: 9, scope: { service: 'api' } },
    { time: 6, line: '\u001B[33mWARN\u001B[0m slow', level: 'warn' },
    { line: 'odd' },
    { line: '' },
  ])
})
