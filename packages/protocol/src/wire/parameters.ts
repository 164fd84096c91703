import { isObject, readScalar, setProperty } from '../json.ts'
import type { Parameters } from './message.ts'

/** Parameters of a call, as an address would carry them: all text. */
export function readParameters(value: unknown): Parameters {
  const parameters: Record<string, string> = {}
  if (!isObject(value)) return parameters
  for (const [key, entry] of Object.entries(value)) {
    const text = readScalar(entry)
    if (text !== undefined) setProperty(parameters, key, text)
  }
  return parameters
}
