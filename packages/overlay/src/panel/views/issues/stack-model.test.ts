import type { Frame, SourceFrame } from 'protocol'
import { describe, expect, test } from 'vitest'
import {
  toEditedLines,
  toFirstOpen,
  toFoldedNames,
  toFramePlace,
  toShownFrames,
  toStackParts,
} from './stack-model.ts'

function toFrame(more: Partial<Frame>): Frame {
  return {
    function: 'f',
    filename: 'http://localhost:5173/src/a.ts',
    line: 3,
    column: 7,
    ...more,
  } as Frame
}

const library = toFrame({ filename: '/app/node_modules/express/lib/router.js', inApp: false })
const own = toFrame({ function: 'total', inApp: true })

const source: SourceFrame = {
  file: '/home/me/shop/src/cart.ts',
  source: 'src/cart.ts',
  line: 41,
  column: 48,
  function: 'lineTotal',
  inApp: true,
  excerpt: undefined,
  how: 'map',
  missing: undefined,
}

describe('a stack', () => {
  test('begins with the failing call', () => {
    expect(toShownFrames([library, own], undefined).map(({ name }) => name)).toEqual(['total', 'f'])
  })

  test('shows where it was written once that is known', () => {
    const [frame] = toShownFrames([own], [source])
    expect(frame && toFramePlace(frame)).toBe('src/cart.ts:41:48')
    expect(frame?.name).toBe('lineTotal')
  })

  test('shows no line of generated code in a file that was written', () => {
    const [frame] = toShownFrames([own], [{ ...source, line: undefined, column: undefined }])
    expect(frame && toFramePlace(frame)).toBe('src/cart.ts')
  })

  test('too deep to be known whole is known from the failing call on', () => {
    const names = toShownFrames([library, library, own], [source]).map(({ name }) => name)
    expect(names).toEqual(['lineTotal', 'f', 'f'])
  })

  test('shows the lines that the SDK sent until then', () => {
    const context = { before: ['a', 'b'], line: 'c', after: ['d'] }
    const [frame] = toShownFrames([toFrame({ context })], undefined)
    expect(frame?.excerpt).toEqual({
      first: 1,
      lines: [[['a', 'plain']], [['b', 'plain']], [['c', 'plain']], [['d', 'plain']]],
      failing: 2,
      cut: 0,
    })
  })

  test('folds the frames of others between one’s own', () => {
    const frames = toShownFrames([own, library, library, own], undefined)
    expect(toStackParts(frames, false).map(({ type }) => type)).toEqual([
      'frame',
      'folded',
      'frame',
    ])
    expect(toStackParts(frames, true)).toHaveLength(4)
  })

  test('folds nothing where there is nothing else', () => {
    expect(toStackParts(toShownFrames([library], undefined), false)).toHaveLength(1)
  })

  test('is open at one’s own code, not at that of a library', () => {
    const context = { before: [], line: 'x', after: [] }
    const frames = toShownFrames(
      [toFrame({ context, inApp: true, function: 'mine' }), library],
      undefined,
    )
    expect(toFirstOpen(frames)?.name).toBe('mine')
  })

  test.each([
    ['packages', '/a/node_modules/express/lib/x.js', 'express'],
    ['packages of a scope', '/a/node_modules/@sentry/node/x.js', '@sentry/node'],
    ['what pnpm puts deep', '/a/node_modules/.pnpm/vite@8/node_modules/vite/x.js', 'vite'],
    ['what is built in', 'node:internal/process', 'node:internal'],
  ])('names %s', (_sentence, filename, name) => {
    expect(toFoldedNames(toShownFrames([toFrame({ filename })], undefined))).toBe(name)
  })
})

describe('lines of a save', () => {
  const save = {
    file: 'src/cart.ts',
    hunks: [{ oldStart: 40, newStart: 40, lines: [' a', '-b', '+c', '+d', ' e'] }],
  }

  test('are those it wrote', () => {
    expect([...toEditedLines(save, { file: '/home/me/src/cart.ts', path: '' })]).toEqual([41, 42])
  })

  test('are none in another file', () => {
    expect(toEditedLines(save, { file: '/home/me/src/other-cart.ts', path: 'cart.ts' }).size).toBe(
      0,
    )
  })
})
