import { expect, test } from 'vitest'
import { toSpanTone } from './span-tone.ts'
import { toSameness, toShortName } from './span-words.ts'

test.each([
  ['pageload', 'document'],
  ['http.client', 'client'],
  ['http.server', 'server'],
  ['db.sql.query', 'db'],
  ['db.redis', 'cache'],
  ['resource.script', 'resource'],
  ['ui.react.render', 'ui'],
  ['gen_ai.chat', 'ai'],
  ['queue.publish', 'queue'],
  ['middleware.express', 'function'],
])('%s is drawn as %s', (op, tone) => {
  expect(toSpanTone(op)).toBe(tone)
})

test.each([
  ["SELECT * FROM t WHERE id = 17 AND name = 'x'", 'db SELECT * FROM t WHERE id = ? AND name = ?'],
  ['GET /items/8a1f9c0b2d3e4f50', 'db GET /items/?'],
])('%s is the same as others', (name, expected) => {
  expect(toSameness({ op: 'db', name })).toBe(expected)
})

test.each([
  ['SELECT id, sku, name, price FROM product WHERE id = ?', 'SELECT … FROM product WHERE id = ?'],
  ['SELECT 1 FROM t', 'SELECT 1 FROM t'],
  ['GET /cart', 'GET /cart'],
])('%s in short', (name, expected) => {
  expect(toShortName(name)).toBe(expected)
})
