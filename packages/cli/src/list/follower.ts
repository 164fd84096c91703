import type { Client, Following, Live } from 'client'
import type { List } from 'protocol'
import type { CommandFailure } from '../exit-code.ts'
import type { TailEntry } from '../print/tail-line.ts'
import { readAnswer, toCommandFailure } from '../reach/answer.ts'
import { tailKinds } from './tail-kinds.ts'
import type { TailKind } from './tail-kinds.ts'

/** Follows lists and tells each item once, whatever connection it came over. */
export interface Follower {
  /** On each connection: what is new since the last one is told, and nothing twice. */
  readonly follow: (client: Client) => Following
  /** Fulfilled when a query cannot be read. */
  readonly failed: Promise<CommandFailure>
}

export interface FollowerOptions {
  readonly kinds: readonly string[]
  readonly query: string
  /** How many of what there is already are told. */
  readonly backlog: number
  readonly onEntry: (entry: TailEntry) => void
  readonly onNote: (note: string) => void
}

/** As much of each list as is compared with what was told. */
const WINDOW = 200

/** When more came at once, so many pages are asked for before the rest is only counted. */
const PAGE = 1000
const PAGES = 20

/** Items remembered of each kind: more than the window can ever bring back. */
const MEMORY = 50_000

export function createFollower(options: FollowerOptions): Follower {
  const { kinds, query, backlog, onEntry, onNote } = options
  const seen = new Map<string, Set<string>>()
  let fail: ((failure: CommandFailure) => void) | undefined
  const failed = new Promise<CommandFailure>((resolve) => {
    fail = resolve
  })

  const tell = (kind: string, items: readonly unknown[], known: Set<string>): void => {
    const { toLine } = toTailKind(kind)
    const entries = items
      .map((item) => ({ kind, item, line: toLine(item) }))
      .filter(({ line }) => !known.has(line.id))
      .toSorted((a, b) => a.line.time - b.line.time)
    for (const entry of entries) {
      known.add(entry.line.id)
      onEntry(entry)
    }
    trim(known)
  }

  const hear = async (
    client: Client,
    kind: string,
    { items, total, next }: List<unknown>,
  ): Promise<void> => {
    const { toLine, path, query: own } = toTailKind(kind)
    const known = seen.get(kind)
    if (known === undefined) {
      const first = new Set(items.slice(backlog).map((item) => toLine(item).id))
      seen.set(kind, first)
      tell(kind, items.slice(0, backlog), first)
      return
    }
    const isGap = items.length >= WINDOW && !items.some((item) => known.has(toLine(item).id))
    if (!isGap) {
      tell(kind, items, known)
      return
    }
    const missed = [...items]
    let cursor = next
    for (let page = 0; page < PAGES && cursor !== null; page++) {
      const more: List<unknown> = await readAnswer(client, path, {
        query: join(own, query),
        limit: PAGE,
        cursor,
      })
      missed.push(...more.items)
      if (more.items.some((item) => known.has(toLine(item).id))) break
      cursor = more.next
      if (page === PAGES - 1) onNote(`more ${kind} came than can be told: ${total} in all`)
    }
    tell(kind, missed, known)
  }

  return {
    failed,
    follow: (client) => {
      const followings = kinds.map((kind) => {
        const { path, query: own } = toTailKind(kind)
        // One after another: what is told must not depend on which answer was faster.
        let turn: Promise<void> = Promise.resolve()
        const onState = ({ value, failure, status }: Live<List<unknown>>): void => {
          if (failure !== undefined) fail?.(toCommandFailure(failure, query))
          else if (value !== undefined && status === 'live') {
            turn = turn.then(() => hear(client, kind, value)).catch(() => undefined)
          }
        }
        return client.follow(path, { query: join(own, query), limit: String(WINDOW) }, onState)
      })
      return {
        close: () => {
          for (const following of followings) following.close()
        },
      }
    },
  }
}

function toTailKind(name: string): TailKind {
  const kind = tailKinds[name]
  if (kind === undefined) throw new Error(`no kind ${name}`)
  return kind
}

function join(own: string, query: string): string {
  if (own === '' || query === '') return own + query
  return `${own} (${query})`
}

function trim(known: Set<string>): void {
  for (const id of known) {
    if (known.size <= MEMORY) return
    known.delete(id)
  }
}
