import type { PageLoadFacts } from './page-load.ts'

/**
 * A browser lets a page have 64 KB under way that outlive it, and refuses what is beyond: most of
 * that is for the app, whose own beacons leave at the same moment.
 */
const BEACON_LIMIT = 20_000

/** The parts of a window that send; `fetch` is the browser's own, of which no SDK tells. */
export interface PageSender {
  readonly navigator: Pick<Navigator, 'sendBeacon'>
  readonly fetch: typeof fetch
}

/**
 * A page load as an envelope, posted as any SDK would. By beacon: it outlives the page, and SDKs
 * do not take it for a request of the app, as they would a `fetch`.
 */
export function sendPageLoad(
  sender: PageSender,
  url: string,
  facts: PageLoadFacts,
  isLast: boolean,
): void {
  const address = `${url}stream`
  const whole = toEnvelope(facts)
  if (whole.length <= BEACON_LIMIT && beacon(sender, address, whole)) return
  if (isLast) {
    beacon(sender, address, toEnvelope(toFitting(facts, whole.length)))
    return
  }
  // An app without a sidecar runs all the same.
  sender.fetch(address, { method: 'POST', body: whole }).catch(() => undefined)
}

/** Leaves out what took shortest: it is the least of the story. */
export function toFitting(facts: PageLoadFacts, length: number): PageLoadFacts {
  const share = BEACON_LIMIT / length
  const count = Math.floor(facts.entries.length * share * 0.9)
  const longest = facts.entries.toSorted((a, b) => b.duration - a.duration).slice(0, count)
  return { ...facts, entries: longest.toSorted((a, b) => a.time - b.time) }
}

/** Both send a string as text, for which a browser need not ask whether it may. */
function beacon({ navigator }: PageSender, address: string, body: string): boolean {
  return navigator.sendBeacon(address, body)
}

function toEnvelope(facts: PageLoadFacts): string {
  const header = { sdk: { name: 'footlight.loader' } }
  const item = { type: 'footlight.page_load' }
  return [header, item, facts].map((part) => JSON.stringify(part)).join('\n')
}
