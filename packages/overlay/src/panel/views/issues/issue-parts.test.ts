import type { Breadcrumb, EventItem, SpanItem } from 'protocol'
import { readQuery } from 'protocol'
import { describe, expect, test } from 'vitest'
import { toShownKind } from './attachment-model.ts'
import { toSteps } from './breadcrumb-model.ts'
import { toSurroundings } from './context-model.ts'
import { toHunkLines } from './hunk-model.ts'
import { toTellingSave } from './issue-model.ts'
import {
  toCulpritText,
  toEditWords,
  toIssueWords,
  toLongMessage,
  toStateQuery,
} from './issues-model.ts'
import { toNearLogsQuery } from './near-logs-model.ts'
import { toTraceExcerpt } from './trace-excerpt-model.ts'

const event = {
  id: 'e1',
  time: 100_000,
  level: 'error',
  title: 'TypeError: x',
  exceptions: [{ type: 'TypeError', value: 'x', frames: [] }],
  breadcrumbs: [],
  tags: {},
  contexts: {},
  extra: {},
  modules: {},
  flags: [],
} as unknown as EventItem

function toBreadcrumb(more: Partial<Breadcrumb>): Breadcrumb {
  return {
    time: undefined,
    type: undefined,
    category: undefined,
    level: undefined,
    message: undefined,
    data: undefined,
    ...more,
  }
}

describe('an issue in a line', () => {
  test.each([
    ['type and value', { type: 'TypeError', value: 'x\ny', title: 't' }, ['TypeError', 'x']],
    ['only a message', { type: undefined, value: 'hello', title: 'hello' }, ['hello', '']],
  ])('%s', (_sentence, issue, words) => {
    const { type, value } = toIssueWords(issue)
    expect([type, value]).toEqual(words)
  })

  test('the function comes before its file', () => {
    expect(toCulpritText('src/in out/cart.ts in lineTotal')).toBe('lineTotal · src/in out/cart.ts')
    expect(toCulpritText('src/cart.ts')).toBe('src/cart.ts')
  })

  test('only a save shortly before says something', () => {
    const firstEdit = { id: '1', file: 'src/cart.ts', line: 41, time: 1000 }
    const after = (firstSeen: number): string | undefined => toEditWords({ firstEdit, firstSeen })
    expect(after(2200)?.replaceAll('\u00a0', ' ')).toBe('1.2 s after cart.ts:41')
    expect(after(900)).toBeUndefined()
    expect(after(3_600_000)).toBeUndefined()
  })

  test.each([
    ['', 'open', '!is:muted'],
    ['a OR b', 'muted', 'is:muted (a OR b)'],
    ['a', 'all', 'a'],
  ] as const)('the query %j, shown %s, asks %s', (query, state, asked) => {
    expect(toStateQuery(query, state)).toBe(asked)
    expect(readQuery(asked).ok).toBe(true)
  })
})

describe('all that was said', () => {
  const issue = { value: 'short', title: 'Error: short' }

  test.each([
    [{ exceptions: [{ value: 'short' }] }, undefined],
    [{ exceptions: [{ value: 'short\n' }] }, undefined],
    [{ exceptions: [{ value: 'two\nlines' }] }, 'two\nlines'],
    [{ exceptions: [{ value: 'cause' }, { value: 'x'.repeat(161) }] }, 'x'.repeat(161)],
    [{ exceptions: [], message: 'm'.repeat(161) }, 'm'.repeat(161)],
    [undefined, undefined],
  ])('of %j is %j where the head has no room', (said, text) => {
    expect(toLongMessage(issue, said as unknown as EventItem)).toBe(text)
  })
})

describe('what led there', () => {
  test('a request, a click and a page in words', () => {
    const breadcrumbs = [
      toBreadcrumb({ time: 98_800, category: 'navigation', data: { from: '/', to: '/cart' } }),
      toBreadcrumb({ time: 99_000, category: 'ui.click', message: 'main > button.buy > svg' }),
      toBreadcrumb({
        time: 99_500,
        category: 'fetch',
        data: { method: 'post', url: 'http://localhost:3000/api', status_code: 500 },
      }),
    ]
    const lines = toSteps({ ...event, breadcrumbs }, []).map(({ ago, what, code, detail }) =>
      [ago, what, code, detail].filter(Boolean).join(' '),
    )
    expect(lines).toEqual([
      '−1.20 went to /cart from /',
      '−1.00 click button.buy',
      '−0.50 POST /api 500',
      '0 TypeError',
    ])
  })

  test('they stand in the order of their times, whatever order they were sent in', () => {
    const breadcrumbs = [
      toBreadcrumb({ time: 99_999.9, message: 'c' }),
      toBreadcrumb({ time: 98_000, category: 'navigation', message: 'a' }),
      toBreadcrumb({ message: 'behind a' }),
      toBreadcrumb({ time: 99_000, message: 'b' }),
    ]
    const steps = toSteps({ ...event, breadcrumbs }, [])
    expect(steps.map(({ ago, what }) => `${ago} ${what}`)).toEqual([
      '−2.00 a',
      ' behind a',
      '−1.00 b',
      '0.00 c',
      '0 TypeError',
    ])
  })

  test('a save stands where it was made', () => {
    const breadcrumbs = [
      toBreadcrumb({ time: 98_000, message: 'a' }),
      toBreadcrumb({ message: 'without a time' }),
      toBreadcrumb({ time: 99_000, message: 'b' }),
    ]
    const save = { id: '1', file: 'src/cart.ts', time: 98_500, hunks: [] }
    const steps = toSteps({ ...event, breadcrumbs }, [save])
    expect(steps.map(({ what, code }) => what + code)).toEqual([
      'a',
      'without a time',
      'you savedcart.ts',
      'b',
      'TypeError',
    ])
  })
})

describe('what stood around it', () => {
  test('parts that say nothing are not there', () => {
    expect(toSurroundings(event).map(({ title }) => title)).toEqual(['Where'])
  })

  test('headers, user and contexts are lines', () => {
    const told = toSurroundings({
      ...event,
      user: { id: '42', data: { plan: 'pro' } },
      request: { method: 'GET', url: '/a', headers: [['host', 'x']], cookies: [] },
      contexts: { trace: { a: 1 }, cloud_resource: { zone: 'a' } },
    } as unknown as EventItem)
    expect(told.map(({ title }) => title)).toEqual(['Where', 'User', 'Request', 'Cloud resource'])
    expect(told[1]?.attributes).toEqual([
      ['id', '42'],
      ['plan', 'pro'],
    ])
  })
})

const toSpan = (spanId: string, parentSpanId: string | undefined, start: number): SpanItem =>
  ({
    spanId,
    parentSpanId,
    start,
    duration: 10,
    op: 'http',
    name: spanId,
    status: 'ok',
  }) as unknown as SpanItem

describe('its trace', () => {
  test('the way to the failing span, and what stands beside it', () => {
    const spans = [
      toSpan('root', undefined, 0),
      toSpan('a', 'root', 2),
      toSpan('b', 'root', 4),
      toSpan('c', 'a', 3),
    ]
    const rows = toTraceExcerpt(spans, 'a')
    expect(rows.map(({ span, depth, isFailing }) => [span.spanId, depth, isFailing])).toEqual([
      ['root', 0, false],
      ['a', 1, true],
      ['b', 1, false],
      ['c', 2, false],
    ])
    expect(rows[0]?.start).toBe(0)
  })

  test('spans that are one another’s parents have an end', () => {
    expect(toTraceExcerpt([toSpan('a', 'b', 0), toSpan('b', 'a', 0)], 'a')).toHaveLength(2)
  })

  test('no spans are no rows', () => {
    expect(toTraceExcerpt([], 'a')).toEqual([])
  })
})

test('lines of a hunk are counted in the file that has them', () => {
  const lines = toHunkLines([{ oldStart: 40, newStart: 50, lines: [' a', '-b', '+c', ' d'] }])
  expect(lines.map(({ number, sign, text }) => `${number}${sign}${text}`)).toEqual([
    '50 a',
    '41−b',
    '51+c',
    '52 d',
  ])
})

test.each([
  ['image/png', 'a', 'image'],
  ['image/svg+xml', 'a.svg', 'text'],
  ['text/html', 'a.html', 'text'],
  [undefined, 'shot.PNG', 'image'],
  ['video/mp4', 'a', 'video'],
  ['application/zip', 'a.zip', 'file'],
])('an attachment of %s called %s is shown as %s', (contentType, filename, kind) => {
  expect(toShownKind({ contentType, filename, attachmentType: 'event.attachment' })).toBe(kind)
})

test('logs are those of the trace, else those of the service at that time', () => {
  expect(toNearLogsQuery({ traceId: 'ab12', service: 'web', time: 5000 })).toBe(
    'trace:ab12 time:<=7000',
  )
  expect(toNearLogsQuery({ traceId: undefined, service: 'web', time: 15_000 })).toBe(
    'service:web time:>=5000 time:<=17000',
  )
})

test('a save of another day is not told', () => {
  const save = { id: '1', time: 0, file: 'a', hunks: [], change: 'update' } as never
  const firstEdit = { id: '1', file: 'a', line: undefined, time: 0 }
  expect(toTellingSave({ firstEdit, firstSeen: 1000 }, [save])).toBe(save)
  expect(toTellingSave({ firstEdit, firstSeen: 86_400_000 }, [save])).toBeUndefined()
})
