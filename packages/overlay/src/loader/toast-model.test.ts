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
  path: 'src/cart.ts',
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
    [
      'names the function before its file',
      { culprit: 'src/cart.ts in lineTotal' },
      0,
      { where: 'lineTotal · src/cart.ts' },
    ],
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

const toExcerpt = (...lines: readonly string[]): object => ({
  first: 1,
  // Coloured or not, the pieces of a line are its text.
  lines: lines.map((text) => [
    [text.slice(0, 3), 'plain'],
    [text.slice(3), 'function'],
  ]),
  failing: lines.length - 1,
  cut: 0,
})

const frame = (more: object): object => ({
  file: '/app/src/a.ts',
  source: 'src/a.ts',
  line: 3,
  column: 5,
  inApp: true,
  excerpt: toExcerpt('before()', '  a.b()'),
  ...more,
})
const toAnswer = (...frames: readonly object[]): object => ({ frames })

describe('the failing line', () => {
  test.each([
    ['of the last frame', toAnswer(frame({ line: 1 }), frame({ line: 2 })), 2],
    [
      "of the app's own before a library's",
      toAnswer(frame({ line: 1 }), frame({ line: 2, inApp: false })),
      1,
    ],
    ["of a library's, where there is no other", toAnswer(frame({ line: 2, inApp: false })), 2],
    [
      'of a frame that has its source',
      toAnswer(frame({ line: 1 }), frame({ line: 2, excerpt: undefined })),
      1,
    ],
    ['none without an answer', undefined, undefined],
    ['none without frames', { frames: 5 }, undefined],
    ['none of another shape', toAnswer({ excerpt: { lines: 'a', failing: 'b' } }), undefined],
  ])('%s', (_sentence, answer, expected) => {
    expect(readFailingLine(answer)?.number).toBe(expected)
  })

  test('without its indentation, and the column with it', () => {
    expect(readFailingLine(toAnswer(frame({})))).toEqual({
      path: 'src/a.ts',
      file: '/app/src/a.ts',
      number: 3,
      column: 5,
      text: 'a.b()',
      at: 2,
    })
  })

  test('no file to open where only its name is known', () => {
    const found = readFailingLine(toAnswer(frame({ file: undefined })))
    expect(found).toMatchObject({ path: 'src/a.ts', file: undefined })
  })

  test('of a line of a bundle, the part that failed', () => {
    const source = `${'x'.repeat(1000)}.fail()${'y'.repeat(1000)}`
    const excerpt = { ...toExcerpt(source), cut: 5000 }
    const found = readFailingLine(toAnswer(frame({ column: 6002, excerpt })))
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

test('of what is made, its name is marked as well', () => {
  const made = { ...line, text: `throw new Refused('no')`, at: 6 }
  expect(toMarkedParts(made)).toEqual(['throw ', 'new Refused', `('no')`])
})

test('as text for an agent', () => {
  expect(toCopyText(toToastModel(issue, 0, 0, line)).replaceAll('\u00a0', ' ')).toBe(
    [
      '## TypeError in POST /api/checkout',
      "Cannot read 'price'",
      '',
      'src/cart.ts:41:9',
      '```',
      'return item.price',
      '```',
      '',
      'First seen 1.2 s after you saved src/cart.ts:41.',
    ].join('\n'),
  )
})
