import { describe, expect, test } from 'vitest'
import type { SeenIssue } from './issue-news.ts'
import { readFailingLine, toCopyText, toMarkedParts, toToastModel } from './toast-model.ts'
import type { FailingLine } from './toast-model.ts'

const issue: SeenIssue = {
  id: 'a',
  title: "TypeError: Cannot read 'price'",
  type: 'TypeError',
  value: "Cannot read 'price'",
  culprit: 'POST /api/checkout',
  level: 'error',
  status: 'new',
  count: 1,
  firstSeen: 11_200,
  lastSeen: 11_200,
  firstEdit: { id: 'e', file: 'src/cart.ts', line: 41, time: 10_000 },
}

const line: FailingLine = {
  file: '/app/src/cart.ts',
  number: 41,
  column: 9,
  text: 'return item.price',
  at: 12,
}

describe('a toast', () => {
  test('says what, where, and after which save', () => {
    expect(toToastModel(issue, 0, 0, line)).toEqual({
      issueId: 'a',
      isFatal: false,
      type: 'TypeError',
      where: 'POST /api/checkout',
      message: "Cannot read 'price'",
      line,
      save: { sentence: '1.2\u00a0s after you saved', place: 'src/cart.ts:41' },
      times: undefined,
      others: undefined,
    })
  })

  test.each<[string, Partial<SeenIssue>, number, object]>([
    ['counts repeats', { count: 3 }, 0, { times: '× 3' }],
    [
      'counts those since it came back',
      { status: 'regressed', count: 9 },
      7,
      { times: '× 2', type: 'Came back: TypeError' },
    ],
    [
      'names a message that has no type',
      { type: undefined },
      0,
      { type: issue.title, message: '' },
    ],
    [
      'ends a message that does not end',
      { value: 'x'.repeat(5000) },
      0,
      { message: `${'x'.repeat(300)}…` },
    ],
    ['does not name a save of long ago', { firstSeen: 9e9, lastSeen: 9e9 }, 0, { save: undefined }],
    ['nor one that came after', { firstSeen: 9000 }, 0, { save: undefined }],
    ['marks what is fatal', { level: 'fatal' }, 0, { isFatal: true }],
  ])('%s', (_sentence, more, before, expected) => {
    expect(toToastModel({ ...issue, ...more }, before, 0, undefined)).toMatchObject(expected)
  })

  test('counts the others that came with it', () => {
    expect(toToastModel(issue, 0, 2, undefined).others).toBe('+2')
  })

  test('a long path loses its middle', () => {
    const file = `packages/shop/${'deep/'.repeat(12)}cart.ts`
    const { save } = toToastModel(
      { ...issue, firstEdit: { id: 'e', file, line: 1, time: 11_000 } },
      0,
      0,
      undefined,
    )
    expect(save?.place).toMatch(/^packages\/….*deep\/cart\.ts:1$/)
    expect(save?.place.length).toBeLessThanOrEqual(44)
  })
})

const frame = (more: object): object => ({
  absPath: '/app/a.ts',
  line: 3,
  column: 5,
  inApp: true,
  context: { before: [], line: '  a.b()', after: [] },
  ...more,
})
const toDetail = (...frames: readonly object[]): object => ({
  event: { exceptions: [{ frames }] },
})

describe('the failing line', () => {
  test.each([
    ['of the last frame', toDetail(frame({ line: 1 }), frame({ line: 2 })), 2],
    [
      "of the app's own before a library's",
      toDetail(frame({ line: 1 }), frame({ line: 2, inApp: false })),
      1,
    ],
    ["of a library's, where there is no other", toDetail(frame({ line: 2, inApp: false })), 2],
    [
      'of a frame that has its source',
      toDetail(frame({ line: 1 }), frame({ line: 2, context: undefined })),
      1,
    ],
    ['none without an event', {}, undefined],
    ['none without frames', { event: { exceptions: [{ frames: 5 }] } }, undefined],
    ['none of nothing', undefined, undefined],
  ])('%s', (_sentence, detail, expected) => {
    expect(readFailingLine(detail)?.number).toBe(expected)
  })

  test('without its indentation, and the column with it', () => {
    expect(readFailingLine(toDetail(frame({})))).toEqual({
      file: '/app/a.ts',
      number: 3,
      column: 5,
      text: 'a.b()',
      at: 2,
    })
  })

  test('of a line of a bundle, the part that failed', () => {
    const source = `${'x'.repeat(1000)}.fail()${'y'.repeat(1000)}`
    const found = readFailingLine(toDetail(frame({ column: 1002, context: { line: source } })))
    expect(found?.text).toHaveLength(400)
    expect(found && toMarkedParts(found)[1]).toBe(`fail`)
  })
})

test.each([
  [12, ['return item.', 'price', '']],
  [14, ['return item.', 'price', '']],
  [11, ['return item', '.', 'price']],
  [undefined, ['return item.price', '', '']],
])('at %s the line is marked', (at, expected) => {
  expect(toMarkedParts({ ...line, at })).toEqual(expected)
})

test('as text for an agent', () => {
  expect(toCopyText(toToastModel(issue, 0, 0, line)).replaceAll('\u00a0', ' ')).toBe(
    [
      '## TypeError in POST /api/checkout',
      "Cannot read 'price'",
      '',
      '/app/src/cart.ts:41:9',
      '```',
      'return item.price',
      '```',
      '',
      'First seen 1.2 s after you saved src/cart.ts:41.',
    ].join('\n'),
  )
})
