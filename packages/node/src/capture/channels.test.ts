import { channel, tracingChannel } from 'node:diagnostics_channel'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HeardSpan } from './heard.ts'
import { createChannels } from './channels.ts'
import type { Channels } from './channels.ts'
import { captureQueries } from './query-spans.ts'
import { createSpanMaker } from './span-maker.ts'
import type { SpanMaker } from './span-maker.ts'

let spans: HeardSpan[]
let isOn: boolean
let spanMaker: SpanMaker
let channels: Channels

beforeEach(() => {
  spans = []
  isOn = true
  spanMaker = createSpanMaker((span) => spans.push(span))
  channels = createChannels(spanMaker, () => isOn)
})

afterEach(() => channels.close())

const ask = (done: () => void): void => void setImmediate(done)

const publish = (): void => channel('footlight.test').publish({})

describe('queries of drivers', () => {
  test.each<[string, object, object]>([
    [
      'mysql2:query',
      { query: 'SELECT 1', database: 'shop', serverAddress: 'db', serverPort: 3306 },
      {
        name: 'SELECT 1',
        attributes: { 'db.system.name': 'mysql', 'db.namespace': 'shop', 'server.port': 3306 },
      },
    ],
    [
      'ioredis:command',
      { command: 'set', args: ['key', '?'], database: 0 },
      { name: 'SET key ?', attributes: { 'db.operation.name': 'SET', 'db.namespace': '0' } },
    ],
    ['node-redis:command', { command: 'GET', args: ['GET', 'key'] }, { name: 'GET key' }],
    ['db0.query', { query: 'SELECT 2' }, { name: 'SELECT 2' }],
  ])('%s', async (name, context, span) => {
    captureQueries(channels, spanMaker)
    await tracingChannel(name).tracePromise(async () => 'rows', context)
    expect(spans).toMatchObject([{ op: 'db', isError: false, ...span }])
  })

  test('one that fails is an error, and what it asks stands below it', async () => {
    captureQueries(channels, spanMaker)
    const outer = tracingChannel('mysql2:query')
    const inner = tracingChannel('mysql2:execute')
    const failing = outer.tracePromise(
      async () => {
        await inner.tracePromise(async () => undefined, { query: 'inner' })
        throw new Error('no')
      },
      { query: 'outer' },
    )
    await expect(failing).rejects.toThrow('no')
    expect(spans).toMatchObject([
      { name: 'inner', isError: false, parentSpanId: spans[1]?.spanId },
      { name: 'outer', isError: true, parentSpanId: undefined },
    ])
  })

  test('callbacks are asynchronous as well', async () => {
    captureQueries(channels, spanMaker)
    await new Promise<void>((resolve) => {
      tracingChannel('mysql2:query').traceCallback(ask, 0, { query: 'slow' }, undefined, resolve)
    })
    expect(spans).toMatchObject([{ name: 'slow' }])
  })
})

test('a subscriber of ours that fails does not end the app', () => {
  channels.on('footlight.test', () => {
    throw new Error('no')
  })
  publish()
})

test('while an SDK tells, and after the end, nothing is heard', () => {
  let count = 0
  channels.on('footlight.test', () => void count++)
  publish()
  isOn = false
  publish()
  isOn = true
  channels.close()
  publish()
  expect(count).toBe(1)
})
