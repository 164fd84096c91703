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
  /** Where it is known: what came in another run is no copy. */
  readonly run: string | undefined
}

/** What is kept once by its id, whatever the bytes. */
const WITH_ID: ReadonlySet<string> = new Set(['event', 'transaction', 'span'])

interface Seen {
  readonly channel: Channel
  readonly time: number
  readonly run: string | undefined
}

export function createDuplicates(): Duplicates {
  const recent = new Map<string, Seen>()
  return {
    isCopy: (part, body, { channel, sdk, receivedAt, run }) => {
      if (WITH_ID.has(part.type) || (channel !== 'dsn' && channel !== 'spotlight')) return false
      const payload = body.subarray(part.offset, part.offset + part.size)
      const key = `${sdk} ${part.type} ${createHash('sha1').update(payload).digest('base64')}`
      const seen = recent.get(key)
      const isOtherRun = seen?.run !== undefined && run !== undefined && seen.run !== run
      const isNear = seen !== undefined && receivedAt - seen.time <= WINDOW
      if (isNear && seen.channel !== channel && !isOtherRun) {
        recent.delete(key)
        return true
      }
      recent.set(key, { channel, time: receivedAt, run })
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
