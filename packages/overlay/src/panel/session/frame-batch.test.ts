import { expect, test } from 'vitest'
import { createFrameBatch } from './frame-batch.ts'

/** As much of a window as has frames. */
function makeWindow(): { readonly window: Window; readonly draw: () => void } {
  let planned: (() => void)[] = []
  const window = {
    document: { hidden: false },
    requestAnimationFrame: (run: () => void) => planned.push(run),
  } as unknown as Window
  const draw = (): void => {
    const due = planned
    planned = []
    for (const run of due) run()
  }
  return { window, draw }
}

test('what comes alone is done at once, and of what follows the latest with the next frame', () => {
  const { window, draw } = makeWindow()
  const frames = createFrameBatch(window)
  const done: string[] = []
  const one = {}
  const other = {}
  frames.plan(one, () => done.push('first'))
  expect(done).toEqual(['first'])
  for (const name of ['second', 'third']) frames.plan(one, () => done.push(name))
  frames.plan(other, () => done.push('another'))
  expect(done).toEqual(['first'])
  draw()
  expect(done).toEqual(['first', 'third', 'another'])
  frames.plan(one, () => done.push('too early'))
  expect(done).toHaveLength(3)
  draw()
  draw()
  frames.plan(one, () => done.push('alone again'))
  expect(done.at(-1)).toBe('alone again')
})

test('what was dropped is not done', () => {
  const { window, draw } = makeWindow()
  const frames = createFrameBatch(window)
  const done: string[] = []
  const key = {}
  frames.plan(key, () => done.push('at once'))
  frames.plan(key, () => done.push('dropped'))
  frames.drop(key)
  draw()
  expect(done).toEqual(['at once'])
})
