import { describe, expect, test } from 'vitest'
import { readOne, receivedAt } from './arrival-fixture.ts'

describe('our own facts are items like any other', () => {
  test.each([
    [
      'edit',
      {
        time: 5,
        file: 'src/cart.ts',
        change: 'update',
        hunks: [{ oldStart: 41, newStart: 41, lines: ['-a', '+b'] }],
        effect: 'hot-update',
      },
      {},
    ],
    [
      'run',
      {
        time: 5,
        id: 'r1',
        command: 'vite',
        directory: '/app',
        pid: 7,
        commit: 'abc',
        isDirty: true,
      },
      { branch: undefined },
    ],
    [
      'page_load',
      {
        time: 5,
        id: 'p1',
        url: '/cart',
        tabId: 't',
        navigation: 'soft',
        vitals: [
          { name: 'lcp', value: 1200, target: 'img' },
          { name: 'made up', value: 1 },
        ],
        entries: [
          { type: 'resource', name: '/a.js', time: 6, duration: 1, attributes: { size: 3 } },
        ],
      },
      { vitals: [{ name: 'lcp', value: 1200, target: 'img' }] },
    ],
    [
      'build_error',
      {
        time: 5,
        message: 'Unexpected token',
        file: 'a.ts',
        line: 3,
        column: 7,
        plugin: 'vite:oxc',
      },
      { origin: 'dev server' },
    ],
    [
      'output',
      { time: 5, stream: 'stderr', line: 'oh no', pid: 9, attributes: { a: 1 } },
      { level: 'error' },
    ],
    [
      'ledger',
      {
        time: 5,
        host: 'o1.ingest.sentry.io',
        policy: 'mirror',
        keptBytes: 10,
        sentBytes: 2,
        quantities: [{ category: 'error', quantity: 1 }],
      },
      {},
    ],
    [
      'finding',
      {
        time: 5,
        id: 'f',
        detector: 'n-plus-one-db',
        title: '151 queries',
        level: 'warning',
        fingerprint: 'x',
        spanIds: ['a'.repeat(16)],
        evidence: { count: 151 },
      },
      {},
    ],
  ])('%s', (kind, fields, more) => {
    const { records, problems } = readOne(`footlight.${kind}`, { ...fields, service: 'web' })
    expect(problems).toEqual([])
    expect(records).toMatchObject([{ kind, ...fields, ...more, scope: { service: 'web' } }])
  })

  test.each([
    ['edit', 'file'],
    ['run', 'id'],
    ['page_load', 'id or url'],
    ['ledger', 'host'],
    ['finding', 'detector'],
  ])('%s without its %s is named and kept as bytes', (kind, field) => {
    const { records, problems } = readOne(`footlight.${kind}`, {})
    expect(records).toMatchObject([{ kind: 'raw' }])
    expect(problems).toMatchObject([{ code: 'payload-field', detail: `${field} is missing` }])
  })

  test('fields of the wrong kind do no harm', () => {
    const { records } = readOne('footlight.edit', {
      file: 'a',
      hunks: [5, { lines: 'x' }],
      time: 'now',
      change: 7,
    })
    expect(records).toMatchObject([
      { file: 'a', change: 'update', time: receivedAt, hunks: [{ oldStart: 0, lines: [] }] },
    ])
  })
})
