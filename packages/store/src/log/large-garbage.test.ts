import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createLargeGarbage } from './large-garbage.ts'

test('what is small is left to V8', async () => {
  let collections = 0
  const garbage = createLargeGarbage(() => collections++)
  for (let index = 0; index < 100; index++) garbage.expect(100_000)
  await setImmediate()
  expect(collections).toBe(0)
})

test('of what is large each goes before the next, and the last soon', async () => {
  let collections = 0
  const garbage = createLargeGarbage(() => collections++)
  for (let index = 0; index < 3; index++) garbage.expect(8 << 20)
  expect(collections).toBe(2)
  await setImmediate()
  expect(collections).toBe(3)
})

test('buffers outside of the heap really go', async () => {
  const garbage = createLargeGarbage()
  const before = process.memoryUsage().arrayBuffers
  for (let index = 0; index < 20; index++) {
    garbage.expect(8 << 20)
    Buffer.alloc(8 << 20)
  }
  await setImmediate()
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 << 20)
})
