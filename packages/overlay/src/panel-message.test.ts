import { describe, expect, test } from 'vitest'
import { readPageMessage, readPanelMessage, toPosted } from './panel-message.ts'
import type { PageMessage, PanelMessage } from './panel-message.ts'

const page: PageMessage = {
  type: 'page',
  facts: {
    token: 't',
    dock: 'right',
    corner: 'bottom-right',
    tabId: 'a',
    pageId: 'b',
    traceId: undefined,
    url: 'http://localhost/',
    chord: 'Alt+KeyX',
    violations: [{ directive: 'connect-src', blocked: 'ws:', count: 2, isOurs: true }],
    cost: { scriptTime: 3, bytes: 12_000, dropped: 0 },
  },
}

describe('what the page says', () => {
  test.each<PageMessage>([page, { type: 'open', path: 'issues/1' }])('$type', (message) => {
    expect(readPageMessage(structuredClone(toPosted(message)))).toEqual(message)
  })

  test('a page message without anything is filled up', () => {
    const posted = { ...toPosted({ type: 'open', path: '' }), type: 'page' }
    expect(readPageMessage(posted)).toMatchObject({ facts: { token: '', violations: [] } })
  })
})

describe('what the panel says', () => {
  test.each<PanelMessage>([
    { type: 'ready' },
    { type: 'close' },
    { type: 'seen' },
    { type: 'dock', dock: 'window' },
    { type: 'corner', corner: 'top-left' },
    { type: 'chord', chord: 'Alt+KeyY' },
  ])('$type', (message) => {
    expect(readPanelMessage(structuredClone(toPosted(message)))).toEqual(message)
  })
})

test.each([
  ['nothing', undefined],
  ['a text', 'close'],
  ["somebody else's message", { type: 'close' }],
  ['a dock that is none', { ...toPosted({ type: 'ready' }), type: 'dock', dock: 'left' }],
  ['a corner that is none', { ...toPosted({ type: 'ready' }), type: 'corner', corner: 'middle' }],
  ['another type', { ...toPosted({ type: 'ready' }), type: 'constructor' }],
])('not: %s', (_sentence, data) => {
  expect(readPanelMessage(data)).toBeUndefined()
  expect(readPageMessage(data)).toBeUndefined()
})
