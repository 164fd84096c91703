import { describe, expect, test } from 'vitest'
import { createPageLoad } from './page-load.ts'
import type { PageLoad, PageLoadOptions } from './page-load.ts'
import type { TimedEntry } from './page-timing.ts'

const entry = (
  entryType: string,
  startTime: number,
  duration = 0,
  more: object = {},
): TimedEntry => ({
  entryType,
  startTime,
  duration,
  name: `http://localhost/${entryType}`,
  ...more,
})

function load(entries: readonly TimedEntry[], more: Partial<PageLoadOptions> = {}): PageLoad {
  const made = createPageLoad({
    id: 'a',
    tabId: 'tab',
    url: 'http://localhost/',
    navigation: 'load',
    start: 0,
    timeOrigin: 1_000_000,
    traceId: () => undefined,
    toTarget: (timed) => (timed.entryType === 'largest-contentful-paint' ? 'img.hero' : undefined),
    isOwn: ({ name }) => name.includes('/__footlight/'),
    ...more,
  })
  for (const added of entries) made.add(added)
  return made
}

const navigation = entry('navigation', 0, 900, { responseStart: 80, loadEventEnd: 900 })

describe('how long a page load took', () => {
  test.each([
    ['to the end of its load event', [navigation], {}, 900],
    ['from its activation, when it was rendered before', [navigation], { start: 50 }, 850],
    ['unknown before that', [entry('navigation', 0, 0, { responseStart: 80 })], {}, undefined],
    [
      'a soft navigation: until its requests are done',
      [entry('resource', 1010, 200), entry('resource', 1300, 100), entry('resource', 9000, 50)],
      { navigation: 'soft', start: 1000 },
      400,
    ],
    ['a soft navigation without requests', [], { navigation: 'soft', start: 1000 }, undefined],
  ] as const)('%s', (_sentence, entries, more, expected) => {
    expect(load(entries, more).duration()).toBe(expected)
  })
})

describe('what is kept', () => {
  test.each([
    ['what began before it', entry('resource', 90, 5), { start: 100 }],
    ['what is our own', entry('resource', 5, 5, { name: 'http://localhost/__footlight/a' }), {}],
    ['a short event', entry('event', 5, 60, { interactionId: 7 }), {}],
  ])('not: %s', (_sentence, added, more) => {
    expect(load([added], more).facts().entries).toEqual([])
  })

  test('an entry, in the time of the wall clock, with what the browser knows', () => {
    const resource = entry('resource', 12, 34, {
      initiatorType: 'script',
      transferSize: 500.04,
      decodedBodySize: 0,
      responseStatus: 200,
    })
    expect(load([resource]).facts().entries).toEqual([
      {
        type: 'resource',
        name: 'http://localhost/resource',
        time: 1_000_012,
        duration: 34,
        attributes: { initiatorType: 'script', transferSize: 500, responseStatus: 200 },
      },
    ])
  })

  test('of a long frame, the script that ran longest in it', () => {
    const scripts = [
      { duration: 10, invoker: 'a', sourceURL: 'a.js' },
      { duration: 70, invoker: 'BUTTON.onclick', sourceURL: 'b.js' },
    ]
    const frame = entry('long-animation-frame', 10, 90, { scripts, blockingDuration: 40 })
    const [kept] = load([frame]).facts().entries
    expect(kept?.attributes).toEqual({ blockingDuration: 40, script: 'BUTTON.onclick b.js' })
  })

  test('at most six hundred, and how many found no room', () => {
    const many = Array.from({ length: 650 }, (_, index) => entry('resource', index, 1))
    const made = load(many)
    expect(made.facts().entries).toHaveLength(600)
    expect(made.dropped()).toBe(50)
  })
})

test('facts are news until they were told', () => {
  const made = load([navigation])
  expect(made.hasNews()).toBe(true)
  made.facts()
  expect(made.hasNews()).toBe(false)
  made.add(entry('resource', 1000, 1))
  expect(made.hasNews()).toBe(true)
})

describe('vitals', () => {
  const input = entry('event', 500, 240, { interactionId: 7 })
  const shift = (startTime: number, value: number, more: object = {}): TimedEntry =>
    entry('layout-shift', startTime, 0, { value, ...more })
  const paint = entry('largest-contentful-paint', 700)

  test.each([
    ['time to the first byte', [navigation], 'ttfb', 80],
    [
      'first contentful paint',
      [entry('paint', 120, 0, { name: 'first-contentful-paint' })],
      'fcp',
      120,
    ],
    ['the last largest paint', [entry('largest-contentful-paint', 300), paint], 'lcp', 700],
    ['no largest paint after somebody acted', [input, paint], 'lcp', undefined],
    [
      'the longest part of one interaction',
      [input, entry('event', 501, 80, { interactionId: 7 })],
      'inp',
      240,
    ],
    ['nothing of events that are no interactions', [entry('event', 1, 400)], 'inp', undefined],
    ['shifts of one window together', [shift(100, 0.1), shift(900, 0.2)], 'cls', 0.3],
    ['the worse of two windows', [shift(100, 0.1), shift(2000, 0.05)], 'cls', 0.1],
    ['no shift that was expected', [shift(100, 0.4, { hadRecentInput: true })], 'cls', 0],
  ])('%s', (_sentence, entries, name, expected) => {
    const found = load(entries)
      .vitals()
      .find((vital) => vital.name === name)
    expect(found?.value ?? undefined).toEqual(
      expected === undefined ? undefined : expect.closeTo(expected, 5),
    )
  })

  test('one slow interaction among many is not the page', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      entry('event', index, index === 0 ? 900 : 100, { interactionId: 7 * (index + 1) }),
    )
    expect(load(many).vitals()).toContainEqual({ name: 'inp', value: 100, target: undefined })
  })

  test('what it was measured on', () => {
    expect(load([paint]).vitals()).toContainEqual({ name: 'lcp', value: 700, target: 'img.hero' })
  })
})
