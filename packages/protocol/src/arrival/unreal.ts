import { toArrivalItem } from './arrival-item.ts'
import type { OpenArrival } from '../arrival.ts'
import type { UnrealRecord } from '../record/file.ts'
import { readUnrealItem } from '../sentry/unreal.ts'

/** The crash archive of an Unreal Engine game: the whole body. */
export function readUnrealArrival(arrival: OpenArrival): readonly UnrealRecord[] {
  if (arrival.body.length > 0) {
    const header = { user_id: arrival.parameters['UserID'] }
    return readUnrealItem(toArrivalItem(arrival, { header }))
  }
  arrival.report('body-format', 0, 'empty')
  return []
}
