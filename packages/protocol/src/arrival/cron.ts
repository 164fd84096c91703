import { toArrivalItem } from './arrival-item.ts'
import type { OpenArrival } from '../arrival.ts'
import { isObject, readJson, readNumber, readText, toText } from '../json.ts'
import type { Payload } from '../payload.ts'
import type { CheckInRecord } from '../record/health.ts'
import { toCheckIn } from '../sentry/check-in.ts'

/** A check-in as a cron job's `curl` sends it: the address says all, or a JSON body the rest. */
export function readCronArrival(arrival: OpenArrival): readonly CheckInRecord[] {
  const { slug, status, check_in_id: id, environment, duration } = arrival.parameters
  const body = readBody(arrival)
  const said = {
    monitor_slug: slug,
    status,
    check_in_id: id,
    environment,
    duration: readNumber(duration ?? body['duration']),
  }
  const known = Object.entries(said).filter(([, value]) => value !== undefined)
  const payload: Payload = { ...body, ...Object.fromEntries(known) }
  if (readText(payload['monitor_slug']) === undefined) {
    arrival.report('payload-field', 0, 'monitor_slug is missing')
    return []
  }
  return [toCheckIn(toArrivalItem(arrival, {}), payload)]
}

function readBody(arrival: OpenArrival): Payload {
  const text = toText(arrival.body).trim()
  if (text === '') return {}
  const reading = readJson(text)
  if (reading.ok && isObject(reading.value)) return reading.value
  if (reading.ok) arrival.report('payload-shape', 0, 'not an object')
  else arrival.report(reading.code, 0, reading.detail)
  return {}
}
