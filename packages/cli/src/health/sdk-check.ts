import type { Asker } from 'client'
import type { EnvelopeSummary } from 'protocol'
import type { ProjectFacts } from '../setup/project-facts.ts'
import { toShortAge } from '../terminal/time-text.ts'
import { toGood, toWarning } from './health-check.ts'
import type { HealthCheck } from './health-check.ts'
import type { SdkStart } from './sdk-settings.ts'

/** Parts of SDKs, which send under the name of the whole. */
const PART = /^@sentry\/(?:.*-?core|profiling-node|opentelemetry|wasm|replay.*|feedback)$/

/** Majors before are caught by their address alone: nobody has tried them. */
const OLDEST_MAJOR = 7

/** So far back is looked for senders. */
const ARRIVALS = '500'

export interface SdkFacts extends Pick<ProjectFacts, 'sdks'> {
  /** Of each SDK, as it is installed. */
  readonly versionOf: (name: string) => string | undefined
  readonly starts: readonly SdkStart[]
}

/** Whether what is installed is heard: and if not, or no longer, why. */
export async function checkSdks(
  asker: Asker,
  facts: SdkFacts,
  now: number,
): Promise<readonly HealthCheck[]> {
  const [health, latest] = await Promise.all([
    asker.ask('health'),
    asker.ask('envelopes', { limit: ARRIVALS }),
  ])
  if (!health.ok || !latest.ok) return []
  const senders = toSenders(latest.value.items)
  return [
    ...toSenderChecks(senders, health.value.startedAt, now),
    ...(await checkSilence(asker, facts, latest.value.items.length > 0)),
  ]
}

interface Sender {
  readonly sdk: string
  readonly last: number
  readonly channel: string
}

/** The newest arrival of each SDK, the newest of all first. */
function toSenders(arrivals: readonly EnvelopeSummary[]): readonly Sender[] {
  const senders = new Map<string, Sender>()
  for (const { sdk, format, receivedAt, channel } of arrivals) {
    const name = sdk ?? (format.startsWith('otlp') ? 'OpenTelemetry' : undefined)
    if (name === undefined || senders.has(name)) continue
    senders.set(name, { sdk: name, last: receivedAt, channel })
  }
  return [...senders.values()]
}

function toSenderChecks(
  senders: readonly Sender[],
  startedAt: number,
  now: number,
): readonly HealthCheck[] {
  const newest = senders[0]?.last ?? 0
  return senders.slice(0, 20).map(({ sdk, last, channel }) => {
    const ago = toShortAge(now - last)
    // By a DSN it is sent again with the next event; by the spotlight option it is given up for good.
    const hasGivenUp = channel === 'spotlight' && last < startedAt && newest > startedAt
    return hasGivenUp
      ? toWarning(
          'sdk',
          `${sdk} was heard ${ago} ago, and not since the sidecar started anew, while others were: its app has ended, or it gave up.`,
          'Start the app anew; with `footlight run` it finds the sidecar listening, and a DSN is never given up.',
        )
      : toGood('sdk', `${sdk} was heard ${ago} ago`)
  })
}

/** SDKs that are installed and have never been heard here. */
async function checkSilence(
  { ask }: Asker,
  { sdks, versionOf, starts }: SdkFacts,
  isAnyoneHeard: boolean,
): Promise<readonly HealthCheck[]> {
  const checks: HealthCheck[] = []
  for (const name of sdks) {
    const version = versionOf(name)
    const major = Number(/^\d+/.exec(version ?? '')?.[0] ?? OLDEST_MAJOR)
    if (name.startsWith('@sentry/') && major < OLDEST_MAJOR) {
      checks.push(
        toWarning(
          'sdk',
          `${name} ${version} is older than anything that was tried here (${OLDEST_MAJOR}).`,
          `npm install ${name}@latest`,
        ),
      )
    }
    const query = toQuery(name)
    if (query === undefined || !isAnyoneHeard) continue
    const heard = await ask('envelopes', { query, limit: '1' })
    if (heard.ok && heard.value.items.length === 0) checks.push(toSilent(name, major, starts))
  }
  return checks
}

function toSilent(name: string, major: number, starts: readonly SdkStart[]): HealthCheck {
  const text = `${name} is installed, and nothing has come from it.`
  if (name.startsWith('@opentelemetry/')) {
    return toWarning(
      'sdk',
      text,
      'Start the app with `footlight run`, which sets OTEL_EXPORTER_OTLP_ENDPOINT and the exporters.',
    )
  }
  if (starts.length === 0) {
    return toWarning(
      'sdk',
      `${text} No Sentry.init was found in the project.`,
      "Call it before the rest of the app: Sentry.init({ dsn: 'http://local@127.0.0.1:8969/1', tracesSampleRate: 1 })",
    )
  }
  if (name === '@sentry/node' && major === OLDEST_MAJOR) {
    return toWarning(
      'sdk',
      `${text} Version ${major} does not read SENTRY_SPOTLIGHT.`,
      "Give it a DSN: dsn: 'http://local@127.0.0.1:8969/1'",
    )
  }
  return toWarning(
    'sdk',
    `${text} It is started at ${starts[0]?.place}.`,
    'Do something there that it tells of, such as throwing an error; in servers start the app with `footlight run`.',
  )
}

/** How what a package sends is found; `undefined` for one that does not send by itself. */
function toQuery(name: string): string | undefined {
  if (PART.test(name)) return undefined
  const [, sentry] = /^@sentry\/(.+)$/.exec(name) ?? []
  if (sentry !== undefined) return `sdk:sentry.javascript.${sentry}`
  return name.startsWith('@opentelemetry/') ? 'format:otlp*' : undefined
}
