import type { Asker } from 'client'
import { expect, test } from 'vitest'
import { checkSources } from './source-check.ts'

const unmapped = {
  inApp: true,
  missing: {
    debugId: 'abc-1',
    searched: ['dist', 'build'],
    reason: 'No build folder holds a map with this debug id. Build with source maps.',
  },
}
const found = { inApp: true, missing: undefined }

function toAsker(places: readonly object[]): Asker {
  const frames = places.map((_place, at) => ({ filename: `app${at}.js`, line: 1, column: 20 + at }))
  const events = [{ id: 'e', issueId: 'i', exceptions: [{ frames }] }]
  const ask = (path: string) =>
    Promise.resolve({
      ok: true,
      value: path === 'sources' ? { frames: places, omitted: 0 } : { items: events },
    })
  return { ask } as unknown as Asker
}

test('a frame without a map is told with what was looked for, and where, once', async () => {
  const [check, ...more] = await checkSources(toAsker([unmapped, unmapped, found]))
  expect(more).toEqual([])
  expect(check?.state).toBe('warning')
  expect(check?.text).toContain('app1.js:1:21 is not at its source line')
  expect(check?.text).toContain('Debug id abc-1. Looked in dist, build.')
  expect(check?.fix).toContain('sourcemap: true')
})

test('frames of dependencies need no map', async () => {
  const [check] = await checkSources(toAsker([{ ...unmapped, inApp: false }, found]))
  expect(check?.state).toBe('good')
})

test('frames whose lines the SDK has sent need none either', async () => {
  const [check] = await checkSources(toAsker([{ ...unmapped, excerpt: { lines: [] } }]))
  expect(check?.state).toBe('good')
})

test('without errors there is nothing to say', async () => {
  expect(await checkSources(toAsker([]))).toEqual([])
})
