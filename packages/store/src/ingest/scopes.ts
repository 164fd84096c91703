import { emptyScope } from 'protocol'
import type { Scope } from 'protocol'
import type { Database } from '../driver/database.ts'
import { optional } from '../read/origins.ts'

/** Numbers of scopes. There are few: equal ones share a row, and rows keep only the number. */
export interface Scopes {
  readonly numberOf: (scope: Scope, run: string | undefined) => number
  readonly serviceOf: (number: number) => string | undefined
}

/** Of a service in a run. A sender that makes up releases or servers has no end of them: they become one. */
const SENDER_LIMIT = 200

/** Of all services and runs, which senders make up as well: all of them are in memory. */
const LIMIT = 30_000

export function createScopes(database: Database): Scopes {
  const lately = new Map<Scope, Map<string | undefined, number>>()
  const byKey = new Map<string, number>()
  const services = new Map<number, string | undefined>()
  const counts = new Map<string, number>()
  const keep = (key: string, number: number, sender: string, service: string | undefined): void => {
    byKey.set(key, number)
    services.set(number, service)
    counts.set(sender, (counts.get(sender) ?? 0) + 1)
  }
  for (const row of database.all('SELECT no, key, service, run FROM scope', [])) {
    const service = optional(row['service'])
    const sender = toSender(service, optional(row['run']))
    keep(String(row['key']), Number(row['no']), sender, service)
  }
  const insert = database.prepare('INSERT INTO scope VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)')
  let last = Number(database.get('SELECT max(no) AS no FROM scope', [])?.['no'] ?? 0)

  const put = (scope: Scope, run: string | undefined): number => {
    const values = toValues(scope, run)
    const key = JSON.stringify(values)
    const known = byKey.get(key)
    if (known !== undefined) return known
    insert.run([++last, key, ...values.map((value) => value ?? null)])
    keep(key, last, toSender(scope.service, run), scope.service)
    return last
  }

  const find = (scope: Scope, run: string | undefined): number | undefined =>
    byKey.get(JSON.stringify(toValues(scope, run)))

  const add = (scope: Scope, run: string | undefined): number => {
    const { service } = scope
    const rest = { ...emptyScope, service }
    if (byKey.size >= LIMIT)
      return find(scope, run) ?? find(rest, run) ?? put(emptyScope, undefined)
    const isFull = (counts.get(toSender(service, run)) ?? 0) >= SENDER_LIMIT
    return isFull ? (find(scope, run) ?? put(rest, run)) : put(scope, run)
  }

  return {
    numberOf: (scope, run) => {
      let runs = lately.get(scope)
      if (runs === undefined) {
        // Records of an item share their scope object; the next item brings another.
        if (lately.size > 64) lately.clear()
        lately.set(scope, (runs = new Map<string | undefined, number>()))
      }
      let number = runs.get(run)
      if (number === undefined) runs.set(run, (number = add(scope, run)))
      return number
    },
    serviceOf: (number) => services.get(number),
  }
}

function toValues(scope: Scope, run: string | undefined): readonly (string | undefined)[] {
  const { project, publicKey, service, environment, release, dist, serverName, platform, sdk } =
    scope
  return [
    project,
    publicKey,
    service,
    environment,
    release,
    dist,
    serverName,
    platform,
    sdk?.name,
    sdk?.version,
    run,
  ]
}

function toSender(service: string | undefined, run: string | undefined): string {
  return JSON.stringify([service, run])
}
