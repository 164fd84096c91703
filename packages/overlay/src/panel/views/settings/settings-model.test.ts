import { describe, expect, test } from 'vitest'
import type { Health } from 'protocol'
import type { PageFacts } from '../../../panel-message.ts'
import { toChecks } from './settings-model.ts'

const health: Health = {
  name: 'footlight',
  version: '1.0.0',
  pid: 7,
  root: '/app',
  data: '/data',
  startedAt: 0,
  driver: 'node',
  revision: 1,
  counts: { envelopes: 3 },
  bytes: 100,
  backlog: 0,
  lost: [],
  notices: [],
  devServers: [],
}

const facts: PageFacts = {
  token: '',
  dock: 'bottom',
  corner: 'bottom-right',
  tabId: 't',
  pageId: 'p',
  traceId: undefined,
  url: '/',
  chord: '',
  violations: [],
  cost: { scriptTime: 2, bytes: 11_000, dropped: 0 },
}

function toStates(...parameters: Parameters<typeof toChecks>): readonly string[] {
  return toChecks(...parameters).map(({ name, state }) => `${name} ${state}`)
}

test('all is well', () => {
  expect(toStates('open', health, facts)).toEqual([
    'Connection good',
    'Telemetry good',
    'Content Security Policy good',
    'Cost on this page good',
  ])
})

describe('what is not', () => {
  test.each([
    ['refused', 'Connection error'],
    ['lost', 'Connection error'],
  ] as const)('a connection that is %s', (connection, expected) => {
    expect(toStates(connection, health, undefined)).toContain(expected)
    expect(toChecks(connection, health, undefined)[0]?.fix).toBeDefined()
  })

  test('nothing has come', () => {
    expect(toStates('open', { ...health, counts: {} }, undefined)).toContain('Telemetry warning')
  })

  test('the store is behind', () => {
    expect(toStates('open', { ...health, backlog: 500 }, undefined)).toContain('Telemetry warning')
  })

  test('the page’s policy keeps something of ours out', () => {
    const blocked = { directive: 'connect-src', blocked: 'ws://x', count: 1, isOurs: true }
    const [check] = toChecks('open', health, { ...facts, violations: [blocked] }).slice(2)
    expect(check).toMatchObject({ state: 'error', fix: "connect-src 'self'" })
  })

  test('it costs too much', () => {
    const cost = { scriptTime: 90, bytes: 1, dropped: 3 }
    expect(toStates('open', health, { ...facts, cost })).toContain('Cost on this page warning')
  })

  test('notices are told with what mends them', () => {
    const notices = [{ code: 'port', time: 1, text: 'The port was taken.', fix: '--port 0' }]
    expect(toChecks('open', { ...health, notices }, undefined)).toContainEqual({
      name: 'Notice',
      state: 'warning',
      words: 'The port was taken.',
      fix: '--port 0',
    })
  })
})
