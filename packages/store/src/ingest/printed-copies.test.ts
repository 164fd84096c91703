import { afterEach, beforeEach, expect, test } from 'vitest'
import { drivers } from '../driver/drivers-fixture.ts'
import { openFilledStore, testNow, toLogItem } from '../filled-store-fixture.ts'
import type { Arriving, FilledStore } from '../filled-store-fixture.ts'
import { blockRows } from '../block/block.ts'

let store: FilledStore

beforeEach(async () => {
  const [driver = 'wasm'] = drivers
  store = await openFilledStore(driver)
})

afterEach(() => store.close())

const trace = 'a'.repeat(32)

function printed(...lines: readonly (string | readonly [number, string])[]): Arriving {
  const payload = {
    stream: 'stdout',
    service: 'api',
    lines: lines.map((line) => (typeof line === 'string' ? [testNow, line] : line)),
  }
  return { run: 'one', items: [[{ type: 'footlight.output' }, payload]] }
}

function sent(bodies: readonly string[], more: Partial<Arriving> = {}, time = testNow): Arriving {
  const items = [toLogItem(bodies.map((body) => ({ body, time, traceId: trace })))]
  return { run: 'one', service: 'api', items, ...more }
}

interface Seen {
  readonly body: string
  readonly traceId?: string
}

const readLogs = (query = ''): readonly Seen[] =>
  store.list<Seen>('logs', { limit: '1000', query }).items

test.each([
  ['the line comes first', [printed('boom', 'alone'), sent(['boom'])]],
  ['the log comes first', [sent(['boom']), printed('boom', 'alone')]],
])('a line that an SDK sends too is there once: %s', async (_sentence, arriving) => {
  await store.add(...arriving)
  const boom = readLogs().filter(({ body }) => body === 'boom')
  expect(boom.map(({ traceId }) => traceId)).toEqual([trace])
  expect(readLogs().filter(({ body }) => body === 'alone')).toHaveLength(1)
})

const stack = [
  'Error: no such lamp',
  '    at find (/app/lamps.js:3:9)',
  '    at /app/server.js:7:2',
]

test.each([
  ['the lines come first', [printed(...stack, 'alone'), sent([stack.join('\n')])]],
  ['the log comes first', [sent([stack.join('\n')]), printed(...stack, 'alone')]],
  [
    'it comes in between',
    [printed(...stack.slice(0, 1)), sent([stack.join('\n')]), printed(...stack.slice(1), 'alone')],
  ],
])('what is printed on more lines than one is one log: %s', async (_sentence, arriving) => {
  await store.add(...arriving)
  const bodies = readLogs().map(({ body }) => body)
  expect(bodies.toSorted()).toEqual([stack.join('\n'), 'alone'].toSorted())
})

test.each<[string, readonly Arriving[], number]>([
  ['as often as it was said', [printed('tick', 'tick', 'tick'), sent(['tick', 'tick'])], 3],
  ['another service', [printed('ready'), sent(['ready'], { service: 'web' })], 2],
  ['another run', [printed('ready'), sent(['ready'], { run: 'two' })], 2],
  ['another time', [printed([testNow - 60_000, 'ready']), sent(['ready'])], 2],
  ['an SDK alone', [sent(['ready', 'ready'])], 2],
])('%s', async (_sentence, arriving, count) => {
  await store.add(...arriving)
  expect(readLogs()).toHaveLength(count)
  expect(store.list('logs', { limit: '0' }).total).toBe(count)
})

test('a trace counts what is there', async () => {
  const line = `{"level":30,"msg":"paid","trace_id":"${trace}"}`
  await store.add(printed(line), sent(['paid']))
  expect(store.list<{ logCount: number }>('traces').items).toMatchObject([{ logCount: 1 }])
})

test('counts stay right when lines go from blocks that are finished', async () => {
  const bodies = Array.from({ length: blockRows * 2 }, (_, at) => `line ${at}`)
  await store.add(printed(...bodies), sent(bodies.slice(0, 100)))
  expect(store.list('logs', { limit: '0' }).total).toBe(blockRows * 2)
  expect(readLogs('message:"line 7"')).toHaveLength(1)
})

test('a hundred thousand equal lines and logs take no time that grows with their square', async () => {
  const lines = Array.from({ length: 100_000 }, () => 'tick')
  const started = performance.now()
  await store.add(printed(...lines), sent(lines))
  expect(performance.now() - started).toBeLessThan(30_000)
})
