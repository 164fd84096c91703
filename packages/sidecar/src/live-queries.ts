import type { Failure, Subscribe } from 'protocol'
import type { Store, Watch } from 'store'
import type { Attention } from './attention.ts'
import { openAttentionWatch } from './attention-watch.ts'
import { toFailure } from './failure.ts'
import type { Pulse } from './pulse.ts'

/** The live queries of one reader. */
export interface LiveQueries {
  readonly open: (subscribe: Subscribe) => Promise<void>
  readonly end: (id: number) => void
  readonly close: () => void
}

export interface LiveTools {
  readonly store: Store
  readonly attention: Attention
  readonly pulse: Pulse
  /** Says how much it has not taken yet. */
  readonly socket: { readonly bufferedAmount: number }
  readonly sendText: (text: string) => void
  readonly fail: (id: number, failure: Failure) => void
}

interface LiveQuery {
  readonly watch: Watch
  isBusy: boolean
  /** Its reader knows that the store could not answer. */
  isFailing: boolean
}

/**
 * In a flood ten looks a second, which nobody can read faster. What happens now and then is looked at
 * in the next frame: there is credit for some looks, and it comes back at the pace of the flood.
 */
const PACE = 100
const FRAME = 16
const MOST_CREDIT = 20

/** A reader that has so much before it gets no more until it has read it. */
const BUFFER_LIMIT = 1 << 20

const QUERY_LIMIT = 64

export function createLiveQueries({
  store,
  attention,
  pulse,
  socket,
  sendText,
  fail,
}: LiveTools): LiveQueries {
  const queries = new Map<number, LiveQuery | undefined>()
  let timer: NodeJS.Timeout | undefined
  let lookedAt = -Infinity
  let credit = MOST_CREDIT
  let isClosed = false

  const refresh = async (id: number, query: LiveQuery): Promise<void> => {
    query.isBusy = true
    const answer = await query.watch.refresh()
    query.isBusy = false
    if (queries.get(id) !== query) return
    if (answer.ok) {
      query.isFailing = false
      if (answer.json !== undefined) sendText(answer.json)
      return
    }
    if (!query.isFailing) fail(id, answer.failure)
    // What is asked wrongly stays wrong; a store whose worker ended is there again in a moment.
    query.isFailing = answer.status >= 500
    if (query.isFailing) plan()
    else end(id)
  }

  const toCredit = (): number =>
    Math.min(credit + (performance.now() - lookedAt) / PACE, MOST_CREDIT)

  const look = (): void => {
    timer = undefined
    credit = toCredit() - 1
    lookedAt = performance.now()
    let isLate = socket.bufferedAmount > BUFFER_LIMIT
    if (!isLate) {
      for (const [id, query] of queries) {
        if (query === undefined || !query.watch.isStale()) continue
        if (query.isBusy) isLate = true
        else void refresh(id, query)
      }
    }
    if (isLate) plan()
  }

  const plan = (): void => {
    if (isClosed || timer !== undefined || queries.size === 0) return
    const since = performance.now() - lookedAt
    const pause = Math.max(FRAME - since, (1 - toCredit()) * PACE, 0)
    timer = setTimeout(look, pause)
  }

  const stop = pulse.listen(plan)

  const end = (id: number): void => {
    queries.get(id)?.watch.close()
    queries.delete(id)
  }

  return {
    open: async ({ id, path, parameters }) => {
      if (queries.has(id)) {
        fail(id, toFailure('subscribed', `${id} is the number of another live query.`))
        return
      }
      if (queries.size >= QUERY_LIMIT) {
        fail(id, toFailure('subscriptions', `One reader has at most ${QUERY_LIMIT} live queries.`))
        return
      }
      queries.set(id, undefined)
      try {
        const watch =
          openAttentionWatch(attention, id, path, parameters) ??
          (await store.watch(id, path, parameters))
        // It may have been ended in the meantime.
        if (isClosed || !queries.has(id)) {
          watch.close()
          return
        }
        const query = { watch, isBusy: false, isFailing: false }
        queries.set(id, query)
        await refresh(id, query)
        if (watch.isStale()) plan()
      } catch (error) {
        queries.delete(id)
        fail(id, toFailure('store', String(error)))
      }
    },
    end,
    close: () => {
      isClosed = true
      clearTimeout(timer)
      stop()
      for (const id of queries.keys()) end(id)
    },
  }
}
