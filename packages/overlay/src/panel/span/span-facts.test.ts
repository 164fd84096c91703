import { expect, test } from 'vitest'
import type { SpanItem } from 'protocol'
import { toReadable, toStatement } from './span-facts.ts'

test.each([
  ['SQL', 'db.query', {}, 'select 1', 'sql', 'SELECT\n  1'],
  [
    'what MongoDB was told, as JSON',
    'db',
    { 'db.system': 'mongodb' },
    '{"find":"carts-of-the-shop","filter":{"total":{"$gt":5}},"limit":1}',
    'object',
    '{\n  "find": "carts-of-the-shop",\n  "filter": {\n    "total": {\n      "$gt": 5\n    }\n  },\n  "limit": 1\n}',
  ],
  [
    'a GraphQL document',
    'db',
    {},
    'query { cart { id } }',
    'graphql',
    'query {\n  cart {\n    id\n  }\n}',
  ],
  ['a word of Redis', 'db', { 'db.system': 'redis' }, 'GET cart:1', 'text', 'GET cart:1'],
])('%s', async (_, op, attributes, name, language, readable) => {
  const statement = toStatement({ op, name, attributes } as unknown as SpanItem)
  expect(statement?.language).toBe(language)
  expect(statement && (await toReadable(statement))).toBe(readable)
})

test('a document that is told as an attribute is the statement', () => {
  const attributes = { 'graphql.document': '{ cart { id } }' }
  const span = { op: 'graphql', name: 'query', attributes } as unknown as SpanItem
  expect(toStatement(span)).toMatchObject({ language: 'graphql', text: '{ cart { id } }' })
})

test('one that is nested beyond reason is read in its time', async () => {
  const text = '{"a":'.repeat(20_000)
  const before = performance.now()
  const readable = await toReadable({ text, language: 'object', system: undefined })
  expect(performance.now() - before).toBeLessThan(10_000)
  expect(readable.length).toBeLessThan(text.length * 20)
})
