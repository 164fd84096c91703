import { openPageGuard } from './page-guard.ts'

/** Set by the script around this one, which stands before everything of the app. */
interface GuardFacts {
  readonly url: string
  readonly guard?: string
}

const facts: unknown = Reflect.get(window, '__footlight')

if (isFacts(facts)) openPageGuard(window, { url: facts.url, policies: facts.guard })

function isFacts(value: unknown): value is GuardFacts {
  return typeof value === 'object' && value !== null && 'url' in value
}
