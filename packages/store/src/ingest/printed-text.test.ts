import { expect, test } from 'vitest'
import { toPrintedKeys, toSentKeys } from './printed-text.ts'

test.each<[string, string, Record<string, string>, string]>([
  ['a console', 'shelf is empty', {}, 'shelf is empty'],
  ['a console with an object', "user { id: 1, name: 'Ann' }", {}, 'user {"id":1,"name":"Ann"}'],
  ['colours', '\u001B[33mslow\u001B[39m', {}, 'slow'],
  ['pino', '{"level":30,"msg":"shelf is empty"}', { msg: 'shelf is empty' }, 'shelf is empty'],
  ['winston', 'info: shelf is empty', {}, 'shelf is empty'],
  ['Python', 'WARNING:root:shelf is empty', {}, 'shelf is empty'],
  ['Python with time', '2026-03-02 12:00:00,123 - app - ERROR - no shelf', {}, 'no shelf'],
  ['a sentence about a level', 'the error: none', {}, 'the error: none'],
])('%s prints what an SDK sends', (_sentence, line, attributes, body) => {
  expect(toPrintedKeys(line, attributes)).toContain(toSentKeys(body)[0])
})

test('what only resembles it is something else', () => {
  expect(toPrintedKeys('shelf 12 is empty', {})).not.toContain(toSentKeys('shelf 1 is empty')[0])
})
