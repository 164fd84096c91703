import { describe, expect, test } from 'vitest'
import type { EventItem, LogItem, SpanItem } from 'protocol'
import { makeSpan, request } from './span-fixture.ts'
import { toSpanRows } from './span-rows.ts'
import { toSpanRoots } from './span-tree.ts'

function toRowTexts(spans: readonly SpanItem[], toggled: readonly string[] = []) {
  const options = { errors: [], toggled: new Set(toggled), duration: 100 }
  return toSpanRows(toSpanRoots(spans), options).map(({ key, depth }) => `${depth} ${key}`)
}

describe('rows', () => {
  test('spans are open until they are closed', () => {
    expect(toRowTexts(request)).toEqual(['0 root', '1 auth', '1 query', '1 log'])
    expect(toRowTexts(request, ['root'])).toEqual(['0 root'])
  })

  test('siblings that do the same are one row', () => {
    const many = Array.from({ length: 6 }, (_, index) =>
      makeSpan(`q${index}`, 'root', index * 10, index * 10 + 9, { name: `SELECT ${index}` }),
    )
    const spans = [makeSpan('root', undefined, 0, 100), ...many]
    expect(toRowTexts(spans)).toEqual(['0 root', '1 fold-q0'])
    expect(toRowTexts(spans, ['fold-q0'])).toHaveLength(8)
  })

  test('a while of which nothing is known is told', () => {
    const spans = [
      makeSpan('root', undefined, 0, 100),
      makeSpan('a', 'root', 0, 20),
      makeSpan('b', 'root', 60, 90),
    ]
    expect(toRowTexts(spans)).toEqual(['0 root', '1 a', '1 gap-b', '1 b'])
  })

  test('errors and logs stand below their span, among its children, when they happened', () => {
    const errors = [
      { id: 'e1', spanId: 'query', time: 80 },
      { id: 'e2', spanId: 'gone', time: 120 },
    ] as EventItem[]
    const logs = [{ id: '1', spanId: 'root', time: 18 }] as LogItem[]
    const options = { errors, logs, toggled: new Set<string>(), duration: 100 }
    const rows = toSpanRows(toSpanRoots(request), options)
    expect(rows.map(({ key, depth }) => `${depth} ${key}`)).toEqual([
      '0 root',
      '1 auth',
      '1 log-1',
      '1 query',
      '2 e1',
      '1 log',
      '0 e2',
    ])
  })

  test('many lines of one level are one row, and can be had', () => {
    const lines = Array.from({ length: 8 }, (_, at) => {
      const level = at === 3 ? 'error' : 'info'
      return { id: String(at), level, spanId: 'root', time: 10 + at }
    }) as LogItem[]
    const toKeys = (...toggled: readonly string[]) => {
      const options = { errors: [], logs: lines, toggled: new Set(toggled), duration: Infinity }
      const rows = toSpanRows(toSpanRoots(request.slice(0, 1)), options)
      return rows.map(({ key, depth }) => `${depth} ${key}`)
    }
    expect(toKeys()).toEqual(['0 root', '1 logs-0', '1 log-3'])
    expect(toKeys('logs-0')).toHaveLength(10)
    expect(toKeys('logs-0').slice(1, 4)).toEqual(['1 logs-0', '2 log-0', '2 log-1'])
  })
})
