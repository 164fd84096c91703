import { expect, test } from 'vitest'
import { createByteCache } from './byte-cache.ts'

test('what was used longest ago goes first', () => {
  const cache = createByteCache<string>(10)
  cache.set('a', 'A', 4)
  cache.set('b', 'B', 4)
  cache.get('a')
  cache.set('c', 'C', 4)
  expect(['a', 'b', 'c'].map(cache.get)).toEqual(['A', undefined, 'C'])
})

test('what is larger than everything together is not kept and costs nobody', () => {
  const cache = createByteCache<string>(10)
  cache.set('a', 'A', 4)
  cache.set('huge', 'H', 11)
  expect(['a', 'huge'].map(cache.get)).toEqual(['A', undefined])
})

test('a value set again takes the room of its last size', () => {
  const cache = createByteCache<string>(10)
  for (let size = 1; size <= 10; size++) cache.set('a', `A${size}`, size)
  cache.set('b', 'B', 0)
  expect(['a', 'b'].map(cache.get)).toEqual(['A10', 'B'])
})
