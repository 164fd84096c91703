import { describe, expect, test } from 'vitest'
import { createIssueNews } from './issue-news.ts'
import type { SeenIssue } from './issue-news.ts'

const issue = (id: string, more: Partial<SeenIssue> = {}): SeenIssue => ({
  id,
  title: `TypeError: ${id}`,
  type: 'TypeError',
  value: id,
  culprit: undefined,
  level: 'error',
  status: 'new',
  count: 1,
  firstSeen: 500,
  lastSeen: 500,
  firstEdit: undefined,
  ...more,
})

const ids = (issues: readonly SeenIssue[]): readonly string[] => issues.map(({ id }) => id)

describe('the first answer', () => {
  test.each([
    ['what happened since the page began is news', issue('a', { lastSeen: 1500 }), ['a']],
    ['what happened before is not', issue('a'), []],
    ['nor what is muted', issue('a', { lastSeen: 1500, status: 'muted' }), []],
    ['nor a warning', issue('a', { lastSeen: 1500, level: 'warning' }), []],
  ])('%s', (_sentence, item, expected) => {
    const news = createIssueNews(1000, 0)
    expect(ids(news.read([item]).fresh)).toEqual(expected)
  })
})

describe('later answers', () => {
  const before = issue('a')

  test.each([
    ['one that was not there is news', [issue('b'), before], ['b'], []],
    ['one that came back is news', [issue('a', { status: 'regressed', count: 2 })], ['a'], []],
    ['one that happened again is no news', [issue('a', { count: 3 })], [], ['a']],
    ['one that is as it was is nothing', [before], [], []],
    [
      'the first of several comes first: it is the cause',
      [issue('c', { lastSeen: 700 }), issue('b', { lastSeen: 600 }), before],
      ['b', 'c'],
      [],
    ],
  ])('%s', (_sentence, items, fresh, repeated) => {
    const news = createIssueNews(1000, 0)
    news.read([before])
    const read = news.read(items)
    expect(ids(read.fresh)).toEqual(fresh)
    expect(ids(read.repeated)).toEqual(repeated)
  })

  test('the same list after a reconnect is no news', () => {
    const news = createIssueNews(0, 0)
    news.read([before])
    expect(news.read([before])).toEqual({ fresh: [], repeated: [] })
  })
})

test('new ones are counted until somebody looks, and again from then on', () => {
  const news = createIssueNews(0, 400)
  news.read([issue('a'), issue('old', { firstSeen: 300 }), issue('b', { status: 'resolved' })])
  expect(news.newCount()).toBe(1)
  news.see(600)
  expect(news.newCount()).toBe(0)
  news.read([issue('a'), issue('c', { firstSeen: 700, lastSeen: 700 })])
  expect(news.newCount()).toBe(1)
})

test('what is no issue is passed over', () => {
  const news = createIssueNews(0, 0)
  expect(news.read([null, 5, {}, { id: 1 }]).fresh).toEqual([])
})
