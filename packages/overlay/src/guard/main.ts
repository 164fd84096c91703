import { openEarly } from './early.ts'
import { openPageGuard } from './page-guard.ts'

/** Set by the script around this one, which stands before everything of the app. */
interface GuardFacts {
  readonly url: string
  readonly guard?: string
}

/** What the browser keeps for the loader; unless told it is 250, and a dev server serves more modules. */
const RESOURCES = 1000

const facts: unknown = Reflect.get(window, '__footlight')

if (isFacts(facts)) {
  performance.setResourceTimingBufferSize(RESOURCES)
  // No fact that somebody might want to list or clone.
  Object.defineProperty(facts, 'early', { value: openEarly(window) })
  openPageGuard(window, { url: facts.url, policies: facts.guard })
}

function isFacts(value: unknown): value is GuardFacts {
  return typeof value === 'object' && value !== null && 'url' in value
}
