import type { Item } from '../item.ts'
import { isObject, readCount, readScalar, readText } from '../json.ts'
import { readPayload } from '../payload.ts'
import type { Payload } from '../payload.ts'
import type { Scope } from '../record/base.ts'
import type { SessionCountRecord, SessionRecord } from '../record/health.ts'
import { toScope } from '../scope.ts'
import { readSeconds, readTime } from '../time.ts'

/** @see https://develop.sentry.dev/sdk/telemetry/sessions/ */
export function readSessionItem(item: Item): readonly SessionRecord[] {
  const session = readPayload(item)
  if (session === undefined) return []
  const attributes = isObject(session['attrs']) ? session['attrs'] : {}
  const started = readTime(session['started'])
  return [
    {
      kind: 'session',
      time: readTime(session['timestamp']) ?? started ?? item.receivedAt,
      item: item.index,
      scope: readSessionScope(item, session),
      sessionId: readScalar(session['sid'])?.replaceAll('-', ''),
      status: readText(session['status']) ?? 'ok',
      isInit: session['init'] === true,
      sequence: readCount(session['seq']),
      started,
      duration: readSeconds(session['duration']),
      errors: readCount(session['errors']) ?? 0,
      userId: readScalar(session['did']),
      abnormalMechanism: readText(session['abnormal_mechanism']),
      userAgent: readText(attributes['user_agent']),
      ip: readText(attributes['ip_address']),
    },
  ]
}

/** What servers send: how many sessions of a minute ended how. */
export function readSessionsItem(item: Item): readonly SessionCountRecord[] {
  const sessions = readPayload(item)
  if (sessions === undefined) return []
  const aggregates = sessions['aggregates']
  if (!Array.isArray(aggregates)) {
    item.report('payload-field', '`aggregates` is not a list')
    return []
  }
  const scope = readSessionScope(item, sessions)
  return item.allowance.takeOf(aggregates.filter(isObject)).map((bucket) => {
    const started = readTime(bucket['started'])
    return {
      kind: 'session_count',
      time: started ?? item.receivedAt,
      item: item.index,
      scope,
      started,
      userId: readScalar(bucket['did']),
      exited: readCount(bucket['exited']) ?? 0,
      errored: readCount(bucket['errored']) ?? 0,
      abnormal: readCount(bucket['abnormal']) ?? 0,
      crashed: readCount(bucket['crashed']) ?? 0,
    }
  })
}

function readSessionScope(item: Item, session: Payload): Scope {
  const attributes = isObject(session['attrs']) ? session['attrs'] : {}
  return toScope(item.scope, {
    environment: readText(attributes['environment']),
    release: readText(attributes['release']),
  })
}
