import type { SqlValue } from './driver/database.ts'

/** JSON of a column that this store wrote itself, in the type it was written of. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what was written
export function readWritten<T>(text: SqlValue | undefined): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checking it would cost more than reading
  return JSON.parse(String(text)) as T
}
