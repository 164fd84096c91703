import { describe, expect, test } from 'vitest'
import { readBoot } from './boot.ts'

describe('where the sidecar is', () => {
  test.each([
    [
      'as the plugin says',
      'http://localhost:5173/sub/__footlight/loader.js',
      { url: 'http://localhost:5173/sub/__footlight/' },
      undefined,
      'http://localhost:5173/sub/__footlight/',
    ],
    [
      'beside the script',
      'http://127.0.0.1:8969/a/__footlight/loader.js?v=1',
      undefined,
      undefined,
      'http://127.0.0.1:8969/a/__footlight/',
    ],
    [
      "where Spotlight's script came from",
      'http://localhost:8969/assets/main.js',
      undefined,
      { initOptions: {} },
      'http://localhost:8969/__footlight/',
    ],
    [
      "as Spotlight's options say",
      'http://localhost:8969/assets/main.js',
      undefined,
      { initOptions: { sidecarUrl: 'http://localhost:9000/stream' } },
      'http://localhost:9000/__footlight/',
    ],
    [
      'not where a broken option says',
      'http://localhost:8969/assets/main.js',
      { url: 5 },
      { initOptions: { sidecarUrl: 'nowhere' } },
      'http://localhost:8969/__footlight/',
    ],
  ])('%s', (_sentence, script, facts, spotlight, url) => {
    expect(readBoot(script, facts, spotlight).url).toBe(url)
  })
})

test('what the plugin chose', () => {
  const facts = {
    url: 'http://localhost:5173/__footlight/',
    project: 'p1',
    openKey: 'Alt+KeyX',
    position: 'top-left',
    showsBuildErrors: true,
  }
  expect(readBoot('http://localhost:5173/__footlight/loader.js', facts, undefined)).toEqual({
    url: facts.url,
    subprotocol: 'vite-footlight',
    project: 'p1',
    chord: 'Alt+KeyX',
    anchor: { edge: 'top', at: 0 },
    showsBuildErrors: true,
    isLeaving: false,
    hasPill: true,
    opensAtStart: false,
  })
})

test.each([
  [undefined, false],
  ['keep', false],
  ['mirror', true],
  ['keep,4507=OFF', true],
])('under %s something leaves: %s', (guard, isLeaving) => {
  expect(readBoot('http://localhost/loader.js', { guard }, undefined).isLeaving).toBe(isLeaving)
})

test("what Spotlight's options chose", () => {
  const initOptions = { anchor: 'centerLeft', showTriggerButton: false, openOnInit: true }
  const boot = readBoot('http://localhost:8969/assets/main.js', undefined, { initOptions })
  expect(boot).toMatchObject({
    subprotocol: 'footlight',
    anchor: { edge: 'left', at: 0.5 },
    hasPill: false,
    opensAtStart: true,
  })
})

test("the browser's own fetch is taken from the guard, and from nobody else", () => {
  const script = 'http://localhost:5173/__footlight/loader.js'
  const own = globalThis.fetch
  expect(readBoot(script, { early: { fetch: own } }, undefined).fetch).toBe(own)
  expect(
    readBoot(script, { early: { fetch: 'fetch' }, fetch: own }, undefined).fetch,
  ).toBeUndefined()
})
