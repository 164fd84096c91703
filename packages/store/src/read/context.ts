import type { Database } from '../driver/database.ts'
import { createArrivalRecords } from './arrival-records.ts'
import type { ArrivalRecords } from './arrival-records.ts'
import { createBlockIndex } from './block-index.ts'
import type { BlockIndex } from './block-index.ts'
import { createItems } from './items.ts'
import type { Items } from './items.ts'
import { createOrigins } from './origins.ts'
import type { Origins } from './origins.ts'
import { createPlanner } from './planner.ts'
import type { Planner } from './planner.ts'

/** What every handler of the read API works with. */
export interface ReadContext {
  readonly database: Database
  /** Of the log. */
  readonly folder: string
  readonly index: BlockIndex
  readonly planner: Planner
  readonly origins: Origins
  readonly arrivals: ArrivalRecords
  readonly items: Items
  readonly now: () => number
}

export function createReadContext(
  database: Database,
  folder: string,
  now: () => number,
): ReadContext {
  const origins = createOrigins(database)
  const arrivals = createArrivalRecords(database, folder)
  return {
    database,
    folder,
    index: createBlockIndex(database),
    planner: createPlanner(database, now),
    origins,
    arrivals,
    items: createItems(database, origins, arrivals),
    now,
  }
}
