import type { Asker } from 'client'
import type { EnvelopeSummary, Loss } from 'protocol'
import { toShortAge } from '../terminal/time-text.ts'
import { toGood, toWarning } from './health-check.ts'
import type { HealthCheck } from './health-check.ts'

/** Whether anything comes, and what was sent away at the door or never sent. */
export async function checkArrivals({ ask }: Asker, now: number): Promise<readonly HealthCheck[]> {
  const [health, last, reports] = await Promise.all([
    ask('health'),
    ask('envelopes', { limit: '1' }),
    ask('reports', { query: 'type:csp', limit: '3' }),
  ])
  if (!health.ok || !last.ok) return []
  const [newest] = last.value.items
  const { lost, notices } = health.value
  return [
    newest === undefined
      ? toWarning(
          'arrivals',
          'Nothing has arrived yet.',
          'Do something in the app; `footlight tail` shows what comes.',
        )
      : toGood(
          'arrivals',
          `The last arrival was ${toShortAge(now - newest.receivedAt)} ago, from ${toSenderName(newest)}`,
        ),
    ...lost
      .filter(({ by }) => by === 'refused')
      .slice(0, 5)
      .map(toRefusal),
    ...lost.filter(isSampledAway).slice(0, 5).map(toSampling),
    ...(reports.ok ? reports.value.items : []).map(({ title }) =>
      toWarning(
        'policy',
        `The browser reports: ${title}`,
        'Allow it in the policy of development.',
      ),
    ),
    ...notices
      .slice(-5)
      .map(({ text, fix }) => toWarning('arrivals', text, fix ?? 'footlight status tells more.')),
  ]
}

function toSenderName({ sdk, service, format, itemTypes }: EnvelopeSummary): string {
  const isOwn = itemTypes.length > 0 && itemTypes.every((type) => type.startsWith('footlight.'))
  return sdk ?? (isOwn ? 'Footlight itself' : (service ?? format))
}

const FLAGS: Readonly<Record<string, string>> = {
  host: 'Allow it where the sidecar is started: footlight --allow-host <name>',
  origin: 'Allow it where the sidecar is started: footlight --allow-origin <origin>',
  peer: 'Let other machines in where the sidecar is started: footlight --host 0.0.0.0',
  key: 'Send with the key of the DSN that `footlight` prints.',
  token: 'Ask with the token: footlight token',
}

function toRefusal({ reason, quantity }: Loss): HealthCheck {
  const [code = ''] = reason.split(':')
  return toWarning(
    'arrivals',
    `${quantity} requests were refused: ${reason}`,
    FLAGS[code] ?? '`footlight status` tells what was refused.',
  )
}

function isSampledAway({ by, reason }: Loss): boolean {
  return by === 'sdk' && /sampl/.test(reason)
}

function toSampling({ service, reason, category, quantity }: Loss): HealthCheck {
  const who = service === undefined ? 'An SDK' : `The SDK of ${service}`
  return toWarning(
    'sampling',
    `${who} kept back ${quantity} of category ${category}: ${reason}.`,
    'In development: tracesSampleRate: 1, or start the app with `footlight run`.',
  )
}
