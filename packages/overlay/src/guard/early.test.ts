import { expect, test } from 'vitest'
import { openEarly } from './early.ts'

type Listening = Parameters<typeof openEarly>[0]

/** As much of a window as is listened to. */
function makeWindow(): Listening {
  const target = new EventTarget()
  return Object.assign(target, { fetch: globalThis.fetch }) as unknown as Listening
}

test('the first errors are kept for whoever comes, and those after go straight to them', () => {
  const window = makeWindow()
  const early = openEarly(window)
  for (let i = 0; i < 30; i++) window.dispatchEvent(new Event('error'))
  const heard: string[] = []
  early.takeErrors(({ type }) => heard.push(type))
  expect(heard).toHaveLength(20)
  window.dispatchEvent(new Event('unhandledrejection'))
  expect(heard.at(-1)).toBe('unhandledrejection')
})

test('where nobody wants them nothing is kept', () => {
  const window = makeWindow()
  const early = openEarly(window)
  window.dispatchEvent(new Event('error'))
  early.takeErrors()
  window.dispatchEvent(new Event('error'))
  const heard: Event[] = []
  early.takeErrors((event) => heard.push(event))
  expect(heard).toEqual([])
})
