import type { Asker } from 'client'
import { toShortAge } from '../terminal/time-text.ts'
import { toGood, toWarning } from './health-check.ts'
import type { HealthCheck } from './health-check.ts'

/** Whether a browser has shown a page of the dev servers: what is served may be blocked there. */
export async function checkPageLoads(
  { ask }: Asker,
  devServers: readonly string[],
  now: number,
): Promise<readonly HealthCheck[]> {
  if (devServers.length === 0) return []
  const loads = await ask('pages', { limit: '100' })
  if (!loads.ok) return []
  const origins = new Set(devServers.map((address) => new URL(address).origin))
  const newest = loads.value.items.find(
    ({ url }) => URL.canParse(url) && origins.has(new URL(url).origin),
  )
  return newest === undefined
    ? [
        toWarning(
          'page',
          'No page of the dev server has told of itself.',
          'Open one; if it is open, its console says what blocks __footlight/loader.js (an extension, a policy).',
        ),
      ]
    : [toGood('page', `A page told of itself ${toShortAge(now - newest.time)} ago: ${newest.url}`)]
}
