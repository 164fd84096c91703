import { expect, test } from 'vitest'
import type { ReaderMessage } from 'protocol'
import { createFollows } from './follow.ts'
import type { Live } from './follow.ts'

function open() {
  const sent: ReaderMessage[] = []
  const states: Live<unknown>[] = []
  let id = 0
  const follows = createFollows(
    (message) => sent.push(message),
    () => ++id,
  )
  const following = follows.open('issues', { limit: '2' }, (state) => states.push(state))
  const page = (items: readonly unknown[]) =>
    follows.hear({
      type: 'page',
      id: 1,
      revision: 1,
      items,
      next: null,
      total: items.length,
      isTotalExact: true,
    })
  return { follows, following, sent, states, page }
}

test('a page, then differences', () => {
  const { follows, states, page } = open()
  page([{ id: 'a' }, { id: 'b' }])
  const put = [{ at: 0, item: { id: 'c' } }]
  follows.hear({
    type: 'change',
    id: 1,
    revision: 2,
    put,
    remove: ['b'],
    next: 'x',
    total: 3,
    isTotalExact: true,
  })
  expect(states).toEqual([
    {
      status: 'live',
      value: { items: [{ id: 'a' }, { id: 'b' }], next: null, total: 2, isTotalExact: true },
      failure: undefined,
    },
    {
      status: 'live',
      value: { items: [{ id: 'c' }, { id: 'a' }], next: 'x', total: 3, isTotalExact: true },
      failure: undefined,
    },
  ])
})

test('a lost connection leaves what was known, and a new one asks again', () => {
  const { follows, states, sent, page } = open()
  page([{ id: 'a' }])
  follows.lose()
  follows.renew()
  expect(states.at(-1)).toMatchObject({ status: 'stale', value: { items: [{ id: 'a' }] } })
  expect(sent.map(({ type }) => type)).toEqual(['subscribe', 'subscribe'])
})

test('after a reconnect what is as before is the same object', () => {
  const { states, page } = open()
  const item = { id: 'a' }
  page([item])
  page([{ id: 'b' }, { id: 'a' }])
  expect(states.at(-1)?.value).toMatchObject({ items: [{ id: 'b' }, { id: 'a' }] })
  expect((states.at(-1)?.value as { items: unknown[] } | undefined)?.items[1]).toBe(item)
})

test('a failure tells why and keeps what was shown', () => {
  const { follows, states, page } = open()
  page([{ id: 'a' }])
  const failure = { code: 'query', message: 'no', position: 3, fix: undefined }
  follows.hear({ type: 'failure', id: 1, failure })
  expect(states.at(-1)).toMatchObject({ failure, value: { total: 1 } })
})

test('what was closed is not heard any more', () => {
  const { following, states, sent, page } = open()
  following.close()
  following.close()
  expect(page([])).toBe(false)
  expect(states).toEqual([])
  expect(sent.map(({ type }) => type)).toEqual(['subscribe', 'unsubscribe'])
})
