import { expect, test } from 'vitest'
import { readOne } from './arrival-fixture.ts'
import { toQuotaCosts } from './quota-category.ts'

test('a log costs its text and its attributes, in bytes', () => {
  const attributes = {
    né: { type: 'string', value: 'Zoë' },
    count: { type: 'integer', value: 7 },
    ok: { type: 'boolean', value: true },
  }
  const payload = { items: [{ body: 'four', timestamp: 1, level: 'info', attributes }] }
  const { records } = readOne('log', payload, { item: { item_count: 1 } })
  const costs = records.flatMap(toQuotaCosts)
  const size = 4 + (3 + 4) + (5 + 8) + (2 + 1)
  expect(costs).toEqual([
    { category: 'log_item', quantity: 1, bytes: size },
    { category: 'log_byte', quantity: size, bytes: 0 },
  ])
})
