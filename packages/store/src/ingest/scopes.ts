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

  const add = (scope: Scope, run: string | undefined, isRest = false): number => {
    const { project, publicKey, service, environment, release, dist, serverName, platform, sdk } =
      scope
    const values = [
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
    const key = JSON.stringify(values)
    const known = byKey.get(key)
    if (known !== undefined) return known
    const sender = toSender(service, run)
    if (!isRest && (counts.get(sender) ?? 0) >= SENDER_LIMIT) {
      return add({ ...emptyScope, service }, run, true)
    }
    const number = byKey.size + 1
    insert.run([number, key, ...values.map((value) => value ?? null)])
    keep(key, number, sender, service)
    return number
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

function toSender(service: string | undefined, run: string | undefined): string {
  return JSON.stringify([service, run])
}
