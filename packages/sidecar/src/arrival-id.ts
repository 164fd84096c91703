import { createHash, randomBytes } from 'node:crypto'

/** Names of arrivals: unique, and growing with time. 48 bits of milliseconds, a counter, chance. */
export function createArrivalIds(now: () => number): () => string {
  let last = 0
  let count = 0
  const own = randomBytes(8).toString('hex')
  return () => {
    const time = Math.max(now(), last)
    count = time === last ? count + 1 : 0
    if (count > 0xffff) {
      last = time + 1
      count = 0
    } else last = time
    return `${last.toString(16).padStart(12, '0')}${count.toString(16).padStart(4, '0')}${own}`
  }
}

/** The same frame of the same session has the same name, however often it is sent. */
export function toFrameId(session: string, frame: number): string {
  return createHash('sha256').update(`${session} ${frame}`).digest('hex').slice(0, 32)
}
