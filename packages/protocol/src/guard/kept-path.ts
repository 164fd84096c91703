import type { GuardPolicy } from './policy.ts'

/**
 * Parameters that tell the sidecar that an arrival was on its way to production. They stay with the
 * arrival for ever, so that the ledger can be made again of what is on disk.
 */
export const guardParameter = 'footlight_guard'
export const hostParameter = 'footlight_host'

/** The place at the sidecar for what the guard caught. */
export function toKeptPath(path: string, host: string, policy: GuardPolicy): string {
  const mark = path.includes('?') ? '&' : '?'
  return `${path}${mark}${guardParameter}=${policy}&${hostParameter}=${encodeURIComponent(host)}`
}
