import type { Asker } from 'client'
import type { QuotaHost } from 'protocol'
import { toGood, toWarning } from './health-check.ts'
import type { HealthCheck } from './health-check.ts'

const WORD = /^(?:[^=]*=)?\s*(?:keep|mirror|off)\s*$/i

/** What is said of the guard where processes are started. */
export function checkGuardWords(
  environment: Readonly<Record<string, string | undefined>>,
): readonly HealthCheck[] {
  const checks: HealthCheck[] = []
  if (environment['FOOTLIGHT'] === 'off') {
    checks.push(
      toWarning('guard', 'FOOTLIGHT=off is set: nothing of Footlight starts.', 'unset FOOTLIGHT'),
    )
  }
  const policy = environment['FOOTLIGHT_GUARD']
  const wrong = policy?.split(',').find((word) => !WORD.test(word))
  if (policy === undefined) return checks
  checks.push(
    wrong === undefined
      ? toGood('guard', `FOOTLIGHT_GUARD is ${policy}`)
      : toWarning(
          'guard',
          `FOOTLIGHT_GUARD has "${wrong}", which is no policy: what is not said is kept.`,
          'Write keep, mirror or off, or with exceptions by project: FOOTLIGHT_GUARD=keep,4507=mirror',
        ),
  )
  return checks
}

/** What became of what was on its way to production. */
export async function checkGuard({ ask }: Asker): Promise<readonly HealthCheck[]> {
  const quota = await ask('quota')
  return quota.ok ? quota.value.hosts.slice(0, 10).map(toHostCheck) : []
}

function toHostCheck({ host, policy, requests, sentBytes }: QuotaHost): HealthCheck {
  if (policy === 'keep') {
    return toGood('guard', `${requests} requests to ${host} were kept here: 0 bytes left`)
  }
  return toWarning(
    'guard',
    `${host} got ${requests} requests, ${sentBytes} bytes: the guard was set to ${policy}.`,
    "To keep them here: footlight({ guard: 'keep' }) in the Vite config, FOOTLIGHT_GUARD=keep for servers.",
  )
}
