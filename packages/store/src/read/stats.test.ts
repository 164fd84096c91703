import type { Json, SeriesAnswer, StatsAnswer } from 'protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blockRows } from '../block/block.ts'
import { drivers } from '../driver/drivers-fixture.ts'
import { openFilledStore, testNow, toLogItem } from '../filled-store-fixture.ts'
import type { Arriving, FilledStore } from '../filled-store-fixture.ts'

/** More than a block, so that some rows are in one and some are not. */
const count = blockRows + 500

interface Row {
  readonly level: string
  readonly time: number
  readonly service: string
  readonly attributes: Readonly<Record<string, unknown>>
}

const odd: readonly unknown[] = [true, null, '12', '1.5k', 'text', [1], '', -3, 0, 1e-9, 2 ** 40]

const rows: readonly Row[] = Array.from({ length: count }, (_, index) => ({
  level: ['info', 'error', 'debug'][index % 3] ?? 'info',
  time: testNow - (index % 700) * 1000,
  service: index < 1500 ? 'web' : 'api',
  attributes: {
    size: index % 50 === 0 ? odd[(index / 50) % odd.length] : ((index * 7919) % 1000) / 10 - 20,
    kind: index % 4 === 0 ? index % 8 === 0 : index % 4 === 1 ? 7 : '7',
    ...(index % 5 === 0 ? { rare: 'yes' } : {}),
  },
}))

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
}

function sizesOf(some: readonly Row[]): readonly number[] {
  return some
    .map(({ attributes }) => toNumber(attributes['size']))
    .filter((size) => size !== undefined)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.max(Math.ceil(share * values.length), 1) - 1] ?? 0
}

function toArriving(some: readonly Row[]): Arriving {
  return {
    service: some[0]?.service,
    items: [toLogItem(some.map((row) => ({ ...row, body: 'tick' })))],
  }
}

function toLogOf(traceId: string): NonNullable<Arriving['items']> {
  return [toLogItem([{ body: 'tick', traceId }])]
}

describe.each(drivers)('by %s', (driver) => {
  let store: FilledStore

  beforeAll(async () => {
    store = await openFilledStore(driver)
    await store.add(toArriving(rows.slice(0, 1500)))
    await store.add(toArriving(rows.slice(1500)))
  }, 60_000)

  afterAll(() => store.close())

  const answer = (path: string, parameters: Readonly<Record<string, string>>): object => {
    const found = store.ask(path, { source: 'logs', ...parameters })
    if (!found.ok) throw new Error(found.failure.message)
    return found.value
  }

  const stats = (parameters: Readonly<Record<string, string>>): StatsAnswer =>
    answer('stats', parameters) as StatsAnswer

  test.each<[string, string, (row: Row) => boolean, string, (row: Row) => Json]>([
    ['nothing', '', () => true, '', () => null],
    ['a field', '', () => true, 'level', ({ level }) => level],
    ['who sent it', '', () => true, 'service', ({ service }) => service],
    ['an attribute', '', () => true, 'kind', ({ attributes }) => attributes['kind'] as Json],
    [
      'what few have',
      '',
      () => true,
      'rare',
      ({ attributes }) => (attributes['rare'] ?? null) as Json,
    ],
    [
      'a part of them',
      'level:error size:>10',
      ({ level, attributes }) => level === 'error' && (toNumber(attributes['size']) ?? 0) > 10,
      'level',
      ({ level }) => level,
    ],
    [
      'what is in one block',
      'service:api rare:yes',
      ({ service, attributes }) => service === 'api' && attributes['rare'] === 'yes',
      'service',
      ({ service }) => service,
    ],
  ])('by %s, numbers are what counting by hand gives', (_what, query, isMeant, group, valueOf) => {
    const stat =
      'count(),count(rare),sum(size),avg(size),min(size),max(size),p50(size),p75(size),p90(size),p95(size),p99(size)'
    const found = stats({ query, group, stat })
    const parts = new Map<string, Row[]>()
    for (const row of rows.filter(isMeant)) {
      const key = JSON.stringify(group === '' ? [] : [valueOf(row)])
      parts.set(key, [...(parts.get(key) ?? []), row])
    }
    expect(found.rows.map((row) => JSON.stringify(row.group)).toSorted()).toEqual(
      [...parts.keys()].toSorted(),
    )
    for (const row of found.rows) {
      const part = parts.get(JSON.stringify(row.group)) ?? []
      const sizes = sizesOf(part)
      const { values } = row
      expect(values['count()']).toBe(part.length)
      expect(values['count(rare)']).toBe(
        part.filter(({ attributes }) => 'rare' in attributes).length,
      )
      expect(values['sum(size)']).toBeCloseTo(sum(sizes), 3)
      expect(values['avg(size)']).toBeCloseTo(sum(sizes) / sizes.length, 3)
      expect(values['min(size)']).toBe(Math.min(...sizes))
      expect(values['max(size)']).toBe(Math.max(...sizes))
      for (const share of [50, 75, 90, 95, 99]) {
        const right = percentile(sizes, share / 100)
        const error = Math.abs(Number(values[`p${share}(size)`]) - right)
        expect(error).toBeLessThanOrEqual(Math.abs(right) * (found.error ?? 0) * 1.001)
      }
    }
  })

  test('groups are told apart by value and type, and sorted by what was asked', () => {
    const { rows: found, total } = stats({
      group: 'kind,service',
      stat: 'count(),max(size)',
      sort: '-count()',
      limit: '3',
    })
    expect(total).toBe(8)
    expect(found).toHaveLength(3)
    const counts = found.map(({ values }) => values['count()'] ?? 0)
    expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    const kinds = stats({ group: 'kind' }).rows.map(({ group }) => group[0])
    expect(new Set(kinds)).toEqual(new Set([true, false, 7, '7']))
  })

  test('traces are grouped by the services that they went through', async () => {
    const traced = await openFilledStore(driver)
    const [both = '', alone = '', other = ''] = ['a', 'b', 'c'].map((name) => name.repeat(32))
    await traced.add(
      { service: 'web', items: toLogOf(both) },
      { service: 'api', items: toLogOf(both) },
      { service: 'web', items: toLogOf(alone) },
      { service: 'web', items: toLogOf(other) },
      { items: toLogOf('d'.repeat(32)) },
    )
    const found = traced.ask('stats', { source: 'traces', group: 'service' })
    expect(found).toMatchObject({
      value: {
        rows: [
          { group: ['web'], values: { 'count()': 2 } },
          { group: ['api, web'], values: { 'count()': 1 } },
          { group: [null], values: { 'count()': 1 } },
        ],
      },
    })
    traced.close()
  })

  test('more groups than can be told apart are said to be more', async () => {
    const many = await openFilledStore(driver)
    const logs = Array.from({ length: 20_001 }, (_, at) => ({ body: `line ${at}`, time: testNow }))
    await many.add({ items: [toLogItem(logs.slice(1))] }, { items: [toLogItem(logs.slice(0, 1))] })
    const ask = (query: string): unknown => {
      const found = many.ask('stats', { source: 'logs', query, group: 'body', limit: '1' })
      return found.ok ? found.value : found.failure
    }
    expect(ask('')).toMatchObject({ total: 20_000, isTotalExact: false })
    expect(ask('!body:"line 0"')).toMatchObject({ total: 20_000, isTotalExact: true })
    many.close()
  })

  test('a rate is a count over the time that passed', () => {
    const { rows: found } = stats({ stat: 'rate()', query: 'level:info' })
    const meant = rows.filter(({ level }) => level === 'info')
    const times = meant.map(({ time }) => time)
    const seconds = (Math.max(...times) - Math.min(...times)) / 1000
    expect(found[0]?.values['rate()']).toBeCloseTo(meant.length / seconds, 6)
  })

  test.each([
    ['a minute', '1m', 60_000],
    ['so much that it is chosen', '', 10_000],
    ['so little that only the newest are shown', '1s', 1000],
  ])('over time, by %s, every point is counted', (_what, interval, width) => {
    const series = answer('metrics/series', {
      stat: 'sum(size)',
      group: 'level',
      interval,
    }) as SeriesAnswer
    expect(series.interval).toBe(width)
    expect(new Set(series.series.map(({ group }) => group[0]))).toEqual(
      new Set(['debug', 'error', 'info']),
    )
    const newest = Math.floor(testNow / width) * width
    for (const { group, points } of series.series) {
      expect(points.length).toBeLessThanOrEqual(500)
      expect(points.at(-1)?.[0]).toBeLessThanOrEqual(newest)
      for (const [time, value] of points) {
        const part = rows.filter(
          (row) => row.level === group[0] && row.time >= time && row.time < time + width,
        )
        if (part.length === 0) expect(value).toBeNull()
        else expect(value).toBeCloseTo(sum(sizesOf(part)), 3)
      }
    }
  })

  test.each([
    ['stats', { stat: 'median(size)' }, 'stat'],
    ['stats', { stat: 'p95()' }, 'stat'],
    ['stats', { source: 'nothing' }, 'source'],
    ['stats', { sort: 'size' }, 'sort'],
    ['stats', { limit: 'many' }, 'limit'],
    ['stats', { query: 'level:' }, 'query-value-missing'],
    ['metrics/series', { interval: 'often' }, 'interval'],
    ['metrics/series', { source: 'sessions' }, 'source'],
  ])('what %s cannot answer is refused: %o', (path, parameters, code) => {
    const found = store.ask(path, { source: 'logs', ...parameters })
    expect(found).toMatchObject({ ok: false, status: 400, failure: { code } })
    if (!found.ok) expect(found.failure.fix).toMatch(/\w/)
  })
})
