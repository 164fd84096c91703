import { existsSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openFilledStore, toLogItem } from '../filled-store-fixture.ts'
import { createRetention } from './retention.ts'
import { listSetAside, setAside } from './set-aside.ts'

test('databases that were set aside are counted, and go before anything that can be asked for', async () => {
  const store = await openFilledStore('wasm')
  await store.add({ items: [toLogItem([{ body: 'kept' }])] })
  const asides = [1, 2].map((time) => `${store.path}.database-damaged-${time}`)
  for (const aside of asides) writeFileSync(aside, Buffer.alloc(1_000_000))
  const before = createRetention(store.database, { ...store, maxBytes: Infinity }).bytes()
  expect(before).toBeGreaterThan(2_000_000)
  const retention = createRetention(store.database, { ...store, maxBytes: before - 500_000 })
  expect(retention.isTooLarge()).toBe(true)
  expect(retention.evictOldest()).toBe(true)
  // The older one; what is left of the other fits.
  expect(asides.map((aside) => existsSync(aside))).toEqual([false, true])
  expect(retention.isTooLarge()).toBe(false)
  expect(store.list('logs').total).toBe(1)
  store.close()
})

test('only what was set aside is listed, the oldest first', async () => {
  const store = await openFilledStore('wasm')
  const others = ['-wal', '.other', '.database-damaged-x', '-shutdown'].map(
    (ending) => store.path + ending,
  )
  for (const path of [...others, `${store.path}.database-newer-9`]) writeFileSync(path, 'x')
  store.database.close()
  const aside = setAside(store.path, 'database-damaged')
  expect(listSetAside(store.path).map(({ path }) => path)).toEqual([
    `${store.path}.database-newer-9`,
    aside,
  ])
})
