import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMendedBuild } from './mended-build.ts'
import type { Wire } from './wire.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1000 }))
afterEach(() => void vi.useRealTimers())

interface Save {
  readonly time: number
  readonly effect?: 'hot-update' | 'none'
}

/** A build that failed at 1,000, and whether it was taken to be mended `wait` after what came then. */
function isMended(saves: readonly Save[], wait: number, failsAgain = false): boolean {
  let tell: Parameters<Wire['follow']>[2] | undefined
  let isCalled = false
  const follow: Wire['follow'] = (_path, _parameters, onItems) => void (tell = onItems)
  const mended = createMendedBuild(globalThis as unknown as Window, { follow } as Wire, () => {
    isCalled = true
  })
  mended.fail()
  for (const { time, effect = 'hot-update' } of saves) tell?.([{ time, effect }])
  vi.advanceTimersByTime(100)
  if (failsAgain) mended.fail()
  vi.advanceTimersByTime(wait - 100)
  mended.close()
  return isCalled
}

test.each([
  ['a later save that the page took up mends it', [{ time: 1500 }], 5000, false, true],
  ['but not before it could have failed as well', [{ time: 1500 }], 300, false, false],
  ['the save that broke it does not', [{ time: 900 }], 5000, false, false],
  ['nor one that no page is made of', [{ time: 1500, effect: 'none' }], 5000, false, false],
  ['nor one after which it fails again', [{ time: 1050 }], 5000, true, false],
  ['nothing does where nothing is saved', [], 5000, false, false],
] satisfies readonly (readonly [string, readonly Save[], number, boolean, boolean])[])(
  '%s',
  (_, saves, wait, failsAgain, expected) => {
    expect(isMended(saves, wait, failsAgain)).toBe(expected)
  },
)
