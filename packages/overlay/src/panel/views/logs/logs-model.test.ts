import { describe, expect, test } from 'vitest'
import type { EditRecord, Identified, LogItem, SeriesAnswer } from 'protocol'
import { toAxisTimes, toHistogram, toHistogramEdits } from './histogram-model.ts'
import { isNumeric, toColumnText, toLevelCounts, toLogRows, toToggled } from './logs-model.ts'

function log(id: string, time: number, attributes: LogItem['attributes'] = {}): LogItem {
  return { id, time, attributes } as LogItem
}

describe('rows', () => {
  test('saves stand between the logs before and after them', () => {
    const edits = [
      { id: 'x', time: 25 },
      { id: 'old', time: 1 },
    ] as Identified<EditRecord>[]
    const rows = toLogRows([log('c', 30), log('b', 20), log('a', 10)], edits, 40)
    expect(rows.map(({ key }) => key)).toEqual(['c', 'edit-x', 'b', 'a'])
  })

  test('without logs there is nothing between which a save could stand', () => {
    expect(toLogRows([], [{ id: 'x', time: 25 }] as Identified<EditRecord>[], 40)).toEqual([])
  })

  test('what is not of today stands under its day', () => {
    const day = 86_400_000
    const edits = [{ id: 'x', time: 3 * day + 5 }] as Identified<EditRecord>[]
    const logs = [log('c', 5 * day), log('b', 3 * day), log('a', 3 * day - 1)]
    const rows = toLogRows(logs, edits, 5 * day + 1)
    expect(rows.map(({ type }) => type)).toEqual(['log', 'day', 'edit', 'log', 'day', 'log'])
  })
})

test.each([
  [{ n: 7 }, '7'],
  [{ n: 'x' }, 'x'],
  [{ n: null }, 'null'],
  [{ n: ['a'] }, '["a"]'],
  [{}, ''],
])('%j in a column', (attributes, text) => {
  expect(toColumnText(log('a', 1, attributes), 'n')).toBe(text)
})

test('a column of numbers is told by all of its values', () => {
  expect(isNumeric([log('a', 1, { n: 1 }), log('b', 1)], 'n')).toBe(true)
  expect(isNumeric([log('a', 1, { n: 1 }), log('b', 1, { n: 'x' })], 'n')).toBe(false)
  expect(isNumeric([], 'n')).toBe(false)
})

test('levels are counted from the worst', () => {
  const rows = [
    { group: ['info'], values: { 'count()': 5 } },
    { group: ['error'], values: { 'count()': 2 } },
    { group: ['odd'], values: { 'count()': 9 } },
  ]
  expect(toLevelCounts({ rows, total: 3, isTotalExact: true, error: undefined })).toEqual([
    ['error', 2],
    ['info', 5],
  ])
})

test('a column is added, and taken away', () => {
  expect(toToggled(['a'], 'b')).toEqual(['a', 'b'])
  expect(toToggled(['a', 'b'], 'a')).toEqual(['b'])
  expect(toToggled(['a', 'b', 'c', 'd', 'e'], 'f')).toEqual(['b', 'c', 'd', 'e', 'f'])
})

describe('the histogram', () => {
  test('lines by level become bars, silence too', () => {
    const series: SeriesAnswer['series'] = [
      {
        group: ['info'],
        points: [
          [1000, 3],
          [3000, 1],
        ],
      },
      {
        group: ['error'],
        points: [
          [1000, 2],
          [3000, null],
        ],
      },
      { group: ['warn'], points: [[3000, 4]] },
    ]
    const { slots, most } = toHistogram({ series, interval: 1000 })
    expect(most).toBe(5)
    expect(slots.slice(-3)).toEqual([
      { time: 1000, total: 5, warnings: 0, errors: 2 },
      { time: 2000, total: 0, warnings: 0, errors: 0 },
      { time: 3000, total: 5, warnings: 4, errors: 0 },
    ])
  })

  test('before a short time stands the time before it', () => {
    const { slots } = toHistogram({
      series: [{ group: ['info'], points: [[90_000, 1]] }],
      interval: 1000,
    })
    expect(slots).toHaveLength(60)
    expect(slots[0]).toEqual({ time: 31_000, total: 0, warnings: 0, errors: 0 })
  })

  test('of a long time only the end is shown', () => {
    const series: SeriesAnswer['series'] = [
      {
        group: ['info'],
        points: [
          [0, 1],
          [1_000_000, 1],
        ],
      },
    ]
    expect(toHistogram({ series, interval: 1000 }).slots).toHaveLength(120)
  })

  test('nothing is no bar, no time and no save', () => {
    const none = toHistogram(undefined)
    expect(none.slots).toEqual([])
    expect(toAxisTimes(none)).toEqual([])
    expect(toHistogramEdits(none, [{ id: 'a', time: 1 }] as Identified<EditRecord>[])).toEqual([])
  })

  const minute = toHistogram({
    series: [{ group: ['info'], points: [[59_000, 1]] }],
    interval: 1000,
  })

  test('times are named from its beginning to its end', () => {
    expect(toAxisTimes(minute)).toEqual([0, 15_000, 30_000, 45_000, 60_000])
  })

  test('saves stand at their time, and the newest is named', () => {
    const edits = [
      { id: 'new', time: 45_000 },
      { id: 'old', time: 15_000 },
      { id: 'before', time: -1 },
      { id: 'after', time: 60_000 },
    ] as Identified<EditRecord>[]
    expect(toHistogramEdits(minute, edits)).toEqual([
      { id: 'old', at: 0.25, edit: edits[1], isNamed: false },
      { id: 'new', at: 0.75, edit: edits[0], isNamed: true },
    ])
  })
})
