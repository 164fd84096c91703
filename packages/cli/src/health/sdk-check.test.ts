import type { Asker } from 'client'
import type { EnvelopeSummary } from 'protocol'
import { expect, test } from 'vitest'
import { checkSdks } from './sdk-check.ts'
import type { SdkFacts } from './sdk-check.ts'

const MINUTE = 60_000
const now = 100 * MINUTE
const STARTED = 50 * MINUTE

function toArrival(sdk: string, minutes: number, channel: string): EnvelopeSummary {
  return {
    id: `${sdk}${minutes}`,
    receivedAt: minutes * MINUTE,
    format: 'envelope',
    channel,
    size: 1,
    project: undefined,
    service: undefined,
    sdk,
    itemTypes: [],
    problems: [],
  }
}

/** Answers as a sidecar would that holds these. */
function toAsker(arrivals: readonly EnvelopeSummary[]): Asker {
  const ask = (path: string, { query = '' }: Readonly<Record<string, string>> = {}) => {
    const name = query.replace('sdk:', '')
    const items = arrivals.filter(({ sdk }) => name === '' || sdk?.split(' ')[0] === name)
    const value = path === 'health' ? { startedAt: STARTED } : { items }
    return Promise.resolve({ ok: true, value })
  }
  return { ask } as unknown as Asker
}

const facts: SdkFacts = { sdks: [], versionOf: () => undefined, starts: [] }

async function check(
  arrivals: readonly EnvelopeSummary[],
  more: Partial<SdkFacts> = {},
): Promise<readonly string[]> {
  const checks = await checkSdks(toAsker(arrivals), { ...facts, ...more }, now)
  return checks.map(({ state, text, fix = '' }) => `${state}: ${text} ${fix}`)
}

test('each that was heard is told once, with when', async () => {
  const arrivals = [
    toArrival('sentry.javascript.react 10', 98, 'dsn'),
    toArrival('sentry.javascript.react 10', 60, 'dsn'),
  ]
  expect(await check(arrivals)).toEqual(['good: sentry.javascript.react 10 was heard 2m ago '])
})

test('one that fell silent when the sidecar was away has given up', async () => {
  const others = toArrival('sentry.javascript.react 10', 98, 'dsn')
  const [, second] = await check([others, toArrival('sentry.javascript.node 10', 40, 'spotlight')])
  expect(second).toMatch(/^warning: sentry.javascript.node 10 was heard 1h ago, .*or it gave up/)
  expect(second).toContain('Start the app anew')
})

test.each([
  ['it goes by a DSN', 40, 'dsn', 98],
  ['it was heard since', 60, 'spotlight', 98],
  ['nobody was heard since', 40, 'spotlight', 45],
])('none has given up when %s', async (_sentence, minutes, channel, other) => {
  const others = toArrival('sentry.javascript.react 10', other, 'dsn')
  const told = await check([others, toArrival('sentry.javascript.node 10', minutes, channel)])
  expect(told.join('\n')).not.toContain('gave up')
})

const start = { place: 'src/main.ts:3', dsn: 'given', silencers: [] } as const

test.each<[string, Partial<SdkFacts>, RegExp]>([
  ['is not started', { sdks: ['@sentry/vue'] }, /No Sentry.init was found.* Call it/],
  ['is started', { sdks: ['@sentry/vue'], starts: [start] }, /started at src\/main.ts:3/],
  ['is of OpenTelemetry', { sdks: ['@opentelemetry/sdk-node'] }, /OTEL_EXPORTER_OTLP_ENDPOINT/],
  [
    'is too old for the environment',
    { sdks: ['@sentry/node'], versionOf: () => '7.120.0', starts: [start] },
    /Version 7 does not read SENTRY_SPOTLIGHT.* dsn:/,
  ],
])('one that is installed, silent, and %s', async (_sentence, more, expected) => {
  const told = await check([toArrival('sentry.javascript.react 10', 98, 'dsn')], more)
  expect(told[1]).toMatch(expected)
})

test('one of before anything that was tried is too old', async () => {
  const told = await check([], { sdks: ['@sentry/browser'], versionOf: () => '5.30.0' })
  expect(told).toEqual([
    'warning: @sentry/browser 5.30.0 is older than anything that was tried here (7). npm install @sentry/browser@latest',
  ])
})
