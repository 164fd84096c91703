import type { Scope } from 'protocol'
import type { Database } from '../driver/database.ts'

/** Numbers of scopes. There are few: equal ones share a row, and rows keep only the number. */
export interface Scopes {
  readonly numberOf: (scope: Scope, run: string | undefined) => number
  readonly serviceOf: (number: number) => string | undefined
}

export function createScopes(database: Database): Scopes {
  const known = new Map<Scope, Map<string | undefined, number>>()
  const byKey = new Map<string, number>()
  const services = new Map<number, string | undefined>()
  for (const row of database.all('SELECT no, key, service FROM scope', [])) {
    byKey.set(String(row['key']), Number(row['no']))
    services.set(Number(row['no']), row['service'] === null ? undefined : String(row['service']))
  }
  const insert = database.prepare('INSERT INTO scope VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)')

  const add = (scope: Scope, run: string | undefined): number => {
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
    let number = byKey.get(key)
    if (number === undefined) {
      number = byKey.size + 1
      insert.run([number, key, ...values.map((value) => value ?? null)])
      byKey.set(key, number)
      services.set(number, service)
    }
    return number
  }

  return {
    numberOf: (scope, run) => {
      let runs = known.get(scope)
      if (runs === undefined) {
        // Records of an item share their scope object; the next item brings another.
        if (known.size > 64) known.clear()
        known.set(scope, (runs = new Map<string | undefined, number>()))
      }
      let number = runs.get(run)
      if (number === undefined) runs.set(run, (number = add(scope, run)))
      return number
    },
    serviceOf: (number) => services.get(number),
  }
}
