import { applyChange } from 'protocol'
import type { Failure, Parameters, ReaderMessage, SidecarMessage } from 'protocol'

/** A question that is answered again whenever its answer changes. */
export interface Following {
  readonly close: () => void
}

export interface Live<T> {
  /** `stale`: the connection is lost, and this is what was known last. */
  readonly status: 'loading' | 'live' | 'stale'
  readonly value: T | undefined
  readonly failure: Failure | undefined
}

/** The live questions of one client. */
export interface Follows {
  readonly open: (
    path: string,
    parameters: Parameters,
    onState: (state: Live<unknown>) => void,
  ) => Following
  /** Whether the message was for one of them. */
  readonly hear: (message: SidecarMessage) => boolean
  /** On a new connection: everything is asked for anew, so that nothing is missing. */
  readonly renew: () => void
  readonly lose: () => void
  readonly count: () => number
}

interface Followed {
  readonly path: string
  readonly parameters: Parameters
  readonly onState: (state: Live<unknown>) => void
  state: Live<unknown>
}

interface Answered {
  readonly items: readonly unknown[]
  readonly next: string | null
  readonly total: number
  readonly isTotalExact: boolean
}

const loading: Live<unknown> = { status: 'loading', value: undefined, failure: undefined }

export function createFollows(
  send: (message: ReaderMessage) => void,
  nextId: () => number,
): Follows {
  const all = new Map<number, Followed>()

  const tell = (followed: Followed, state: Live<unknown>): void => {
    followed.state = state
    followed.onState(state)
  }

  const subscribe = (id: number, { path, parameters }: Followed): void => {
    send({ type: 'subscribe', id, path, parameters })
  }

  const answer = (id: number, toValue: (followed: Followed) => unknown): boolean => {
    const followed = all.get(id)
    if (followed === undefined) return false
    tell(followed, { status: 'live', value: toValue(followed), failure: undefined })
    return true
  }

  return {
    open: (path, parameters, onState) => {
      const id = nextId()
      const followed: Followed = { path, parameters, onState, state: loading }
      all.set(id, followed)
      subscribe(id, followed)
      return {
        close: () => {
          if (all.delete(id)) send({ type: 'unsubscribe', id })
        },
      }
    },
    hear: (message) => {
      switch (message.type) {
        case 'page': {
          const { items, next, total, isTotalExact } = message
          const answered = { items, next, total, isTotalExact }
          return answer(message.id, ({ state }) => keepSame(state.value, answered))
        }
        case 'change':
          return answer(message.id, ({ state }) => {
            const before = isAnswered(state.value) ? state.value.items : []
            const { next, total, isTotalExact } = message
            return { items: applyChange(before, message), next, total, isTotalExact }
          })
        case 'value':
          return answer(message.id, () => message.value)
        case 'failure': {
          const followed = all.get(message.id)
          if (followed === undefined) return false
          tell(followed, { ...followed.state, status: 'live', failure: message.failure })
          return true
        }
        default:
          return false
      }
    },
    renew: () => {
      for (const [id, followed] of all) subscribe(id, followed)
    },
    lose: () => {
      for (const followed of all.values()) {
        if (followed.state.status === 'live') tell(followed, { ...followed.state, status: 'stale' })
      }
    },
    count: () => all.size,
  }
}

function isAnswered(value: unknown): value is Answered {
  return typeof value === 'object' && value !== null && 'items' in value && 'total' in value
}

/** After a reconnect most items are as they were: a view that compares them draws nothing anew. */
function keepSame(before: unknown, answered: Answered): Answered {
  if (!isAnswered(before)) return answered
  const known = new Map(before.items.map((item) => [JSON.stringify(item), item]))
  const items = answered.items.map((item) => known.get(JSON.stringify(item)) ?? item)
  return { ...answered, items }
}
