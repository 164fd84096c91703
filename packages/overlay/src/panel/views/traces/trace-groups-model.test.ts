import { describe, expect, test } from 'vitest'
import { readGroupSort, toGroupQuestion, toTraceGroups } from './trace-groups-model.ts'

describe('what is asked', () => {
  test.each([
    ['a field of traces, of the traces', 'name', 'GET', 'traces', 'GET'],
    ['another one, of what took part in them', 'http.route', '', 'spans', 'is:segment'],
    ['a choice stays together', 'service', 'a OR b', 'spans', 'is:segment (a OR b)'],
  ])('%s', (_, group, query, source, expected) => {
    expect(toGroupQuestion(group, query, undefined)).toMatchObject({
      source,
      query: expected,
      sort: '-count()',
    })
  })

  test.each([
    ['-p95(duration)', '-p95(duration)'],
    ['count()', 'count()'],
    ['-duration', undefined],
    [undefined, undefined],
  ])('in the order %s', (sort, expected) => {
    expect(readGroupSort(sort)).toBe(expected)
  })
})

test('groups say how many, how long, and how the list is narrowed to them', () => {
  const rows = [
    { group: ['GET /a b'], values: { 'count()': 3, 'p50(duration)': 10, 'p95(duration)': 30 } },
    { group: [null], values: { 'count()': 1, 'p50(duration)': null, 'p95(duration)': null } },
  ]
  expect(toTraceGroups('http.route', rows)).toEqual([
    {
      key: '"GET /a b"',
      name: 'GET /a b',
      count: 3,
      half: 10,
      most: 30,
      term: 'http.route:"GET /a b"',
    },
    {
      key: 'null',
      name: '',
      count: 1,
      half: undefined,
      most: undefined,
      term: '!has:http.route',
    },
  ])
})
