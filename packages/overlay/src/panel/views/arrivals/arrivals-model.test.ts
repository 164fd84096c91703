import { expect, test } from 'vitest'
import type { EnvelopeSummary } from 'protocol'
import { toByteText, toReadableText, toSeenSdks } from './arrivals-model.ts'

const usual: EnvelopeSummary = {
  id: '1',
  receivedAt: 0,
  format: 'envelope',
  channel: 'dsn',
  size: 10,
  project: undefined,
  service: 'web',
  sdk: undefined,
  itemTypes: ['event'],
  problems: [],
}

function envelope(sdk: string | undefined, receivedAt: number, more: object = {}): EnvelopeSummary {
  return { ...usual, sdk, receivedAt, ...more }
}

test('SDKs are told by what they sent, the latest first', () => {
  const sdks = toSeenSdks([
    envelope('node 11', 5, { channel: 'otlp', service: 'api' }),
    envelope('browser 10', 9),
    envelope('browser 10', 3, { channel: 'spotlight', problems: [{}] }),
    envelope(undefined, 1, { service: undefined }),
  ])
  expect(sdks).toEqual([
    {
      name: 'browser 10',
      words: undefined,
      services: ['web'],
      channels: ['DSN', 'Spotlight'],
      lastSeen: 9,
      count: 2,
      problems: 1,
    },
    {
      name: 'node 11',
      words: undefined,
      services: ['api'],
      channels: ['OTLP'],
      lastSeen: 5,
      count: 1,
      problems: 0,
    },
    {
      name: 'unnamed',
      words: undefined,
      services: [],
      channels: ['DSN'],
      lastSeen: 1,
      count: 1,
      problems: 0,
    },
  ])
  expect(toSeenSdks([envelope('footlight.page', 1)])[0]?.words).toContain('captured by Footlight')
})

test.each([
  ['text', new TextEncoder().encode('line\n☃'), 'line\n☃'],
  ['bytes', new Uint8Array([0, 65, 255]), `000000  00 41 ff${' '.repeat(40)} .A.`],
  ['nothing', new Uint8Array(), ''],
])('%s is shown', (_sentence, bytes, expected) => {
  expect(toByteText(bytes)).toBe(expected)
})

test('of many bytes the beginning', () => {
  expect(toByteText(new Uint8Array(5000)).split('\n').at(-1)).toBe('904 more bytes')
})

test.each([
  ['{"a":1}', '{\n  "a": 1\n}'],
  ['{"a"', '{"a"'],
  ['text', 'text'],
])('%s is made readable', (text, expected) => {
  expect(toReadableText(text)).toBe(expected)
})
