import type { Did } from './capture.ts'

export function isOfTrace(traceId: string | undefined, did: Did): boolean {
  return did['traceId'] === undefined || traceId === did['traceId']
}

/** SDKs cut long values and mark the cut with dots. */
export function isCut(value: string, wanted: string): boolean {
  return value === wanted || (value.endsWith('...') && wanted.startsWith(value.slice(0, -3)))
}

/** Whether `value` has everything `wanted` has; what an SDK adds is its own business. */
export function hasExpected(value: unknown, wanted: unknown): boolean {
  if (wanted === undefined || wanted === null) return true
  if (Array.isArray(wanted)) {
    return Array.isArray(value) && wanted.every((entry, index) => hasExpected(value[index], entry))
  }
  if (typeof wanted !== 'object') return value === wanted || String(value) === String(wanted)
  if (typeof value !== 'object' || value === null) return false
  const fields = value as Record<string, unknown>
  return Object.entries(wanted).every(([key, entry]) => hasExpected(fields[key], entry))
}

export function toObjects(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : []
}

export function toStrings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

export function toOptionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
