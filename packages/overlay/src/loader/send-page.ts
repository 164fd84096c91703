import type { PageLoadFacts } from './page-load.ts'

/** What a browser lets a page send on its way out, less what others of the page may send. */
const BEACON_LIMIT = 60_000

/**
 * A page load as an envelope, posted as any SDK would. By beacon: it outlives the page, and SDKs
 * do not take it for a request of the app, as they would a `fetch`.
 */
export function sendPageLoad(
  window: Window & typeof globalThis,
  url: string,
  facts: PageLoadFacts,
  isLast: boolean,
): void {
  const address = `${url}stream`
  const whole = toEnvelope(facts)
  if (whole.length <= BEACON_LIMIT && beacon(window, address, whole)) return
  if (isLast) {
    beacon(window, address, toEnvelope(toFitting(facts, whole.length)))
    return
  }
  // An app without a sidecar runs all the same.
  window.fetch(address, { method: 'POST', body: whole }).catch(() => undefined)
}

/** Leaves out what took shortest: it is the least of the story. */
export function toFitting(facts: PageLoadFacts, length: number): PageLoadFacts {
  const share = BEACON_LIMIT / length
  const count = Math.floor(facts.entries.length * share * 0.9)
  const longest = facts.entries.toSorted((a, b) => b.duration - a.duration).slice(0, count)
  return { ...facts, entries: longest.toSorted((a, b) => a.time - b.time) }
}

/** Both send a string as text, for which a browser need not ask whether it may. */
function beacon({ navigator }: Window, address: string, body: string): boolean {
  return navigator.sendBeacon(address, body)
}

function toEnvelope(facts: PageLoadFacts): string {
  const header = { sdk: { name: 'footlight.loader' } }
  const item = { type: 'footlight.page_load' }
  return [header, item, facts].map((part) => JSON.stringify(part)).join('\n')
}
