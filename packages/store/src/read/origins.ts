import type { Origin } from 'protocol'
import type { Database, SqlRow, SqlValue } from '../driver/database.ts'

/** What a scope's number stands for. */
export type ScopeFacts = Omit<Origin, 'envelopeId' | 'receivedAt'>

/** Who sent a row, and in which arrival. */
export interface Origins {
  readonly scopeOf: (number: number) => ScopeFacts
  /** A column of a scope. */
  readonly nameOf: (number: number, column: string) => string | undefined
  readonly originsOf: (rows: readonly SqlRow[]) => (row: SqlRow) => Origin
  /** Names of services, without repetition. */
  readonly servicesOf: (numbers: readonly number[]) => readonly string[]
}

const nobody: ScopeFacts = {
  project: undefined,
  service: undefined,
  environment: undefined,
  release: undefined,
  dist: undefined,
  serverName: undefined,
  platform: undefined,
  sdk: undefined,
  run: undefined,
}

const nowhere = { envelopeId: '', receivedAt: 0 }

export function createOrigins(database: Database): Origins {
  const scopes = new Map<number, ScopeFacts>()
  const find = database.prepare('SELECT * FROM scope WHERE no = ?')

  const scopeOf = (number: number): ScopeFacts => {
    let scope = scopes.get(number)
    if (scope === undefined) {
      const row = find.get([number])
      if (row === undefined) return nobody
      scopes.set(number, (scope = toScopeFacts(row)))
    }
    return scope
  }

  return {
    scopeOf,
    nameOf: (number, column) => optional(find.get([number])?.[column]),
    originsOf: (rows) => {
      const numbers = [...new Set(rows.map((row) => Number(row['arrival'])))]
      const arrivals = new Map<number, Pick<Origin, 'envelopeId' | 'receivedAt'>>()
      for (const row of selectIn(
        database,
        'SELECT no, id, received_at FROM arrival WHERE no',
        numbers,
      )) {
        const envelopeId = String(row['id'])
        arrivals.set(Number(row['no']), { envelopeId, receivedAt: Number(row['received_at']) })
      }
      // A trace of ten thousand spans came from a few senders: each origin is made once.
      const known = new Map<string, Origin>()
      return (row) => {
        const key = `${String(row['scope'])} ${String(row['arrival'])}`
        let origin = known.get(key)
        if (origin === undefined) {
          const arrival = arrivals.get(Number(row['arrival']))
          origin = { ...scopeOf(Number(row['scope'])), ...(arrival ?? nowhere) }
          known.set(key, origin)
        }
        return origin
      }
    },
    servicesOf: (numbers) => [
      ...new Set(
        numbers.map((number) => scopeOf(number).service).filter((name) => name !== undefined),
      ),
    ],
  }
}

/** Rows whose number is one of these; numbers are ours, so they stand in the text. */
export function selectIn(
  database: Database,
  select: string,
  numbers: readonly number[],
): readonly SqlRow[] {
  if (numbers.length === 0) return []
  return database.all(`${select} IN (SELECT value FROM json_each(?))`, [JSON.stringify(numbers)])
}

function toScopeFacts(row: SqlRow): ScopeFacts {
  const sdk = optional(row['sdk'])
  return {
    project: optional(row['project']),
    service: optional(row['service']),
    environment: optional(row['environment']),
    release: optional(row['release']),
    dist: optional(row['dist']),
    serverName: optional(row['server_name']),
    platform: optional(row['platform']),
    sdk: sdk === undefined ? undefined : { name: sdk, version: optional(row['sdk_version']) },
    run: optional(row['run']),
  }
}

export function optional(value: SqlValue | undefined): string | undefined {
  return value === null || value === undefined ? undefined : String(value)
}

export function optionalNumber(value: SqlValue | undefined): number | undefined {
  return value === null || value === undefined ? undefined : Number(value)
}
