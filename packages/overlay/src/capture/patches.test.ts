import { expect, test } from 'vitest'
import { openPatches } from './patches.ts'

function native(): string {
  return 'native'
}

/** Something with a function of its own, one that it inherits, and a handler. */
function makeTarget(): { own: typeof native; inherited: typeof native; handler: unknown } {
  const target = Object.create({ inherited: native }) as ReturnType<typeof makeTarget>
  return Object.assign(target, { own: native, handler: null })
}

const names = ['own', 'inherited', 'handler'] as const

function open(target: ReturnType<typeof makeTarget>, isWanted: () => boolean) {
  const install = (): void => {
    for (const name of names) Reflect.set(target, name, () => 'instrumented')
    Reflect.set(native, 'mark', true)
  }
  return openPatches(
    names.map((name) => [target, name]),
    install,
    isWanted,
  )
}

test('what was installed is called while it is wanted, and looks like the browser’s', () => {
  const target = makeTarget()
  let isWanted = true
  open(target, () => isWanted)
  expect([target.own(), target.inherited()]).toEqual(['instrumented', 'instrumented'])
  expect(String(target.own)).toBe('function native() { [native code] }')
  expect(target.own.name).toBe('native')
  isWanted = false
  expect([target.own(), target.inherited()]).toEqual(['native', 'native'])
})

test('no mark stays on the browser’s functions, and no handler in its place', () => {
  const target = makeTarget()
  open(target, () => true)
  expect('mark' in native).toBe(false)
  expect(target.handler).toBeNull()
})

test('everything is put back', () => {
  const target = makeTarget()
  open(target, () => true).close()
  expect(target.own).toBe(native)
  expect(Object.keys(target)).toEqual(['own', 'handler'])
})

test('what somebody put over ours stays, and calls the browser’s', () => {
  const target = makeTarget()
  let isWanted = true
  const patches = open(target, () => isWanted)
  const ours = target.own
  const theirs = (): string => `${ours()} and theirs`
  target.own = theirs
  isWanted = false
  patches.close()
  expect(target.own).toBe(theirs)
  expect(target.own()).toBe('native and theirs')
})
