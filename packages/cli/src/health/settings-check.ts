import { toWarning } from './health-check.ts'
import type { HealthCheck } from './health-check.ts'
import type { SdkStart } from './sdk-settings.ts'

const LOCAL_DSN = "dsn: 'http://local@127.0.0.1:8969/1'"

/** What the project's own code, or its environment, says that keeps an SDK silent. */
export function checkSettings(
  starts: readonly SdkStart[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly HealthCheck[] {
  const checks = starts.flatMap(({ place, dsn, silencers }): HealthCheck[] => [
    ...toDsnCheck(place, dsn),
    ...silencers.map((option) =>
      toWarning(
        /enabled/.test(option) ? 'sdk' : 'sampling',
        `${place} has \`${option}\`: what that keeps back comes to nobody.`,
        /enabled/.test(option)
          ? 'In development: enabled: true'
          : `In development: ${option.replace(/0(?:\.0+)?$/, '1')}`,
      ),
    ),
  ])
  const rate = environment['SENTRY_TRACES_SAMPLE_RATE']
  if (rate !== undefined && Number(rate) < 1) {
    checks.push(
      toWarning(
        'sampling',
        `SENTRY_TRACES_SAMPLE_RATE is ${rate}: of so many traces the rest comes to nobody.`,
        'In development: SENTRY_TRACES_SAMPLE_RATE=1',
      ),
    )
  }
  return checks
}

function toDsnCheck(place: string, dsn: SdkStart['dsn']): readonly HealthCheck[] {
  if (dsn === 'given') return []
  if (dsn === 'none') {
    const text = `${place} starts an SDK without a DSN: it sends nothing, unless Spotlight is on.`
    return [toWarning('sdk', text, `Give it one, which is kept here: ${LOCAL_DSN}`)]
  }
  return [
    toWarning(
      'sdk',
      `${place} takes its DSN from ${dsn.unset}, which is set nowhere: it sends nothing.`,
      `Set it in .env.development.local: ${dsn.unset}=http://local@127.0.0.1:8969/1`,
    ),
  ]
}
