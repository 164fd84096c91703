import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WrittenChange } from './init-record.ts'
import { toUndoPlan } from './undo-plan.ts'

const before = "import a from 'a'\n\nexport default {\n  base: '/',\n  plugins: [a()],\n}\n"
const after =
  "import a from 'a'\nimport { footlight } from 'footlight/vite'\n\nexport default {\n  base: '/',\n  plugins: [a(), footlight()],\n}\n"

const written = (change: Partial<WrittenChange>): WrittenChange => ({
  file: 'vite.config.ts',
  before,
  after,
  folders: [],
  ...change,
})

/** What the file holds once it is undone; `'left'` where a person has to do it. */
function undo(changes: readonly WrittenChange[], now: string | undefined): unknown {
  const plan = toUndoPlan(changes, () => now)
  if (plan.byHand.length > 0) return 'left'
  const [change] = plan.changes
  return change === undefined ? now : change.after
}

describe('what was written is taken back', () => {
  test.each([
    ['as it was', [written({})], after, before],
    ['already', [written({})], before, before],
    ['with what is new above it', [written({})], `// mine\n\n${after}`, `// mine\n\n${before}`],
    [
      'with what is new below it',
      [written({})],
      after.replace("'/',\n", "'/',\n  server: { port: 1 },\n  a: 1,\n  b: 2,\n  c: 3,\n"),
      before.replace("'/',\n", "'/',\n  server: { port: 1 },\n  a: 1,\n  b: 2,\n  c: 3,\n"),
    ],
    ['not where its lines were changed', [written({})], after.replace('a(), ', 'b(), '), 'left'],
    ['not where its lines are there twice', [written({})], `${after}${after}`, 'left'],
    [
      'with Windows lines, the last without an end',
      [written({ before: 'a\r\nb', after: 'a\r\nb, c' })],
      'new\r\na\r\nb, c',
      'new\r\na\r\nb',
    ],
    [
      'lines that were written twice',
      [written({ before: 'x\n1\nx\n2', after: 'y\n1\ny\n2' })],
      'y\n1\ny\n3',
      'x\n1\nx\n3',
    ],
    ['a file that was made', [written({ before: undefined })], after, undefined],
    ['one that was changed since', [written({ before: undefined })], `${after}\n`, 'left'],
    ['one that is gone', [written({ before: undefined })], undefined, undefined],
    [
      'twice written',
      [written({}), written({ before: after, after: `${after}more\n` })],
      `${after}more\n`,
      before,
    ],
  ])('%s', (_sentence, changes, now, expected) => {
    expect(undo(changes, now)).toEqual(expected)
  })

  test('what is left to the person is named line by line, and stays to be undone', () => {
    const change = written({})
    const plan = toUndoPlan([change], () => after.replace('a(), ', 'b(), '))
    expect(plan.left).toEqual([change])
    expect(plan.changes).toEqual([])
    expect(plan.byHand.map(({ lines }) => lines)).toEqual([
      ["import { footlight } from 'footlight/vite'", '  plugins: [a(), footlight()],'],
    ])
  })

  test('whatever the texts are, what is unchanged since is what it was, to the byte', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '\uFEFF', 'é', ' ') })
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1, maxLength: 4 }), (first, rest) => {
        const texts = [first, ...rest]
        const changes = rest.map((each, at) => written({ before: texts[at], after: each }))
        expect(undo(changes, texts.at(-1))).toBe(first)
      }),
    )
  })
})
