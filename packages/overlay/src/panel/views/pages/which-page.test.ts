import { describe, expect, test } from 'vitest'
import { makePage, T } from './page-fixture.ts'
import { toNeighbours, toPageExtent, toPagePath, toChosenPage } from './which-page.ts'

const first = makePage({ id: 'first', time: T })
const other = makePage({ id: 'other', time: T + 10, tabId: 'other' })
const second = makePage({ id: 'second', time: T + 20 })
const pages = [second, other, first]

describe('the page that is shown', () => {
  test.each([
    ['what the address names', { id: 'first', pageId: 'second', tabId: 'tab' }, 'first'],
    ['what is on screen', { pageId: 'first', tabId: 'tab' }, 'first'],
    [
      'the newest of the tab, while its own is not there yet',
      { pageId: 'new', tabId: 'other' },
      'other',
    ],
    ['the newest of all, where there is no page around', {}, 'second'],
    ['nothing, where the address names one that is gone', { id: 'gone' }, undefined],
  ])('is %s', (_sentence, wish, expected) => {
    const whole = { id: undefined, pageId: undefined, tabId: undefined, ...wish }
    expect(toChosenPage(pages, whole)?.id).toBe(expected)
  })
})

describe('one load back', () => {
  test.each([
    ['within the tab', true, 'first'],
    ['in any tab', false, 'other'],
  ])('%s', (_sentence, isThisTabOnly, expected) => {
    expect(toNeighbours(pages, second, isThisTabOnly).earlier?.id).toBe(expected)
  })

  test('the newest of a tab is the latest, whatever other tabs do', () => {
    expect(toNeighbours(pages, other, false)).toEqual({
      earlier: first,
      later: second,
      isLatest: true,
    })
  })
})

test.each([
  [first, { start: T, end: T + 20, doubtful: T + 10 }],
  [other, { start: T + 10, end: undefined, doubtful: T + 20 }],
  [second, { start: T + 20, end: undefined, doubtful: Infinity }],
])('a page lasts until its tab loads the next', (page, expected) => {
  expect(toPageExtent(pages, page)).toEqual(expected)
})

test.each([
  ['http://shop.test/cart?step=2#pay', '/cart?step=2'],
  ['http://shop.test/cart?footlight=on', '/cart'],
  ['not an address', 'not an address'],
])('%s is called %s', (url, expected) => {
  expect(toPagePath(url)).toBe(expected)
})
