import type { EnvelopeBody } from './envelopes.ts'

/** What waits for a sidecar, in the order in which it happened. */
export interface HeldEnvelopes {
  readonly add: (bodies: readonly EnvelopeBody[]) => void
  /** Fulfilled when everything that was added has arrived, or nobody was there to take it. */
  readonly send: () => Promise<void>
}

/** Of a sidecar that is away. Older ones go first. */
const LIMIT = 200

/** Until it is tried again. */
const PAUSE = 1_000

/** `post` tells whether somebody took it. */
export function createHeldEnvelopes(post: (body: EnvelopeBody) => Promise<boolean>): HeldEnvelopes {
  const held: EnvelopeBody[] = []
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<void> | undefined
  let next: Promise<void> | undefined

  const sendAll = async (): Promise<void> => {
    clearTimeout(timer)
    for (let body = held[0]; body !== undefined; body = held[0]) {
      if (!(await post(body))) {
        timer = setTimeout(() => void send(), PAUSE).unref()
        return
      }
      // It may have been the oldest of too many meanwhile.
      if (held[0] === body) held.shift()
    }
  }

  /** One after the other: two at a time would each send the first, and take away two. */
  const send = (): Promise<void> => {
    if (sending === undefined) {
      sending = sendAll().finally(() => {
        sending = undefined
      })
      return sending
    }
    next ??= sending.then(() => {
      next = undefined
      return send()
    })
    return next
  }

  return {
    add: (bodies) => {
      held.push(...bodies)
      held.splice(0, held.length - LIMIT)
    },
    send,
  }
}
