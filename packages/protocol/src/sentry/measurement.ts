import { isObject, readNumber, readText, setProperty } from '../json.ts'
import type { Measurement } from '../record/base.ts'

/** `{"lcp": {"value": 1200, "unit": "millisecond"}}`; bare numbers are taken too. */
export function readMeasurements(value: unknown): Readonly<Record<string, Measurement>> {
  const measurements: Record<string, Measurement> = {}
  if (!isObject(value)) return measurements
  for (const [name, entry] of Object.entries(value)) {
    const number = readNumber(isObject(entry) ? entry['value'] : entry)
    if (number === undefined) continue
    const unit = isObject(entry) ? readText(entry['unit']) : undefined
    setProperty(measurements, name, { value: number, unit })
  }
  return measurements
}
