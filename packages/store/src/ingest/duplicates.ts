import { createHash } from 'node:crypto'
import type { ArrivalPart } from 'protocol'
import type { Channel } from '../log/entry.ts'

/** SDKs send the copy for the second channel in the same breath. */
const WINDOW = 10_000
const LIMIT = 10_000

/**
 * Recognises the copy an SDK sends on a second channel (DSN and spotlight at once) of things that
 * carry no id: the same bytes from the same SDK within 10 s. On one channel they are a repetition.
 */
export interface Duplicates {
  readonly isCopy: (part: ArrivalPart, body: Uint8Array, from: Sender) => boolean
}

export interface Sender {
  readonly channel: Channel
  readonly sdk: string
  readonly receivedAt: number
}

/** Types whose entries have ids are recognised by those. */
const WITH_ID: ReadonlySet<string> = new Set([
  'event',
  'transaction',
  'span',
  'feedback',
  'replay_event',
  'profile',
  'profile_chunk',
])

export function createDuplicates(): Duplicates {
  const recent = new Map<string, { readonly channel: Channel; readonly time: number }>()
  return {
    isCopy: (part, body, { channel, sdk, receivedAt }) => {
      if (
        WITH_ID.has(part.type) ||
        (channel !== 'dsn' && channel !== 'spotlight' && channel !== 'guard')
      )
        return false
      const payload = body.subarray(part.offset, part.offset + part.size)
      const key = `${sdk} ${part.type} ${createHash('sha1').update(payload).digest('base64')}`
      const seen = recent.get(key)
      if (seen !== undefined && seen.channel !== channel && receivedAt - seen.time <= WINDOW) {
        recent.delete(key)
        return true
      }
      recent.set(key, { channel, time: receivedAt })
      if (recent.size > LIMIT) forgetOldest(recent)
      return false
    },
  }
}

function forgetOldest(recent: Map<string, unknown>): void {
  for (const key of recent.keys()) {
    recent.delete(key)
    if (recent.size <= LIMIT / 2) return
  }
}
