import type { Json } from 'protocol'
import { toBytesText } from '../../format/byte-text.ts'
import { toDurationText } from '../../format/duration.ts'

const MOMENT = /(?:Start|End|Interactive|Complete|Duration|Time)$/

/** What the browser measured, with the units that it leaves out: moments are milliseconds, sizes bytes. */
export function toEntryFacts(
  attributes: Readonly<Record<string, Json>>,
): readonly (readonly [string, Json])[] {
  return Object.entries(attributes).map(([name, value]) => [name, toUnited(name, value)])
}

function toUnited(name: string, value: Json): Json {
  if (typeof value !== 'number') return value
  if (MOMENT.test(name)) return toDurationText(value)
  return name.endsWith('Size') ? toBytesText(value) : value
}
