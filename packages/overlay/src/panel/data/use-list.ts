import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Failure, List, ListPath, Parameters, ReadApi } from 'protocol'
import { usePanel } from '../session/panel.ts'
import { toJoinedPages, toSteadyList } from './steady-list.ts'
import { toQuestion, useLive } from './use-live.ts'

type Item<P extends ListPath> = ReadApi[P] extends List<infer T> ? T : never

/** A live list with its pages. */
export interface PagedList<T> {
  readonly items: readonly T[]
  /** How many there are in all. */
  readonly total: number
  /** New ones that wait while the list is read. */
  readonly waiting: number
  readonly isLoading: boolean
  readonly isStale: boolean
  readonly failure: Failure | undefined
  readonly hasMore: boolean
  readonly loadMore: () => void
  /** Shows what waits, from the top. */
  readonly showLatest: () => void
}

export interface PagedListOptions {
  /** Something in it is looked at: nothing may move. */
  readonly isReading: boolean
  readonly pageSize?: number
}

const PAGE = 200

/** What a reader has in front of them: rows as they stood, and where the next page begins. */
interface Held<T> {
  readonly question: string
  readonly items: readonly T[]
  readonly next: string | null | undefined
}

/** Follows a list. As long as it is read its rows stay where they are, and further pages are added behind. */
export function useList<P extends ListPath>(
  path: P,
  parameters: Parameters | undefined,
  { isReading, pageSize = PAGE }: PagedListOptions,
): PagedList<Item<P>> {
  const { client } = usePanel()
  const asked = parameters && { ...parameters, limit: String(pageSize) }
  const live = useLive(path, asked)
  const question = parameters === undefined ? '' : toQuestion(parameters)
  const [held, setHeld] = useState<Held<Item<P>> | undefined>(undefined)
  const isBusy = useRef(false)

  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Item` is the item of just this list; a conditional type cannot say so
  const page = live.value as List<Item<P>> | undefined
  const latest = page?.items ?? none
  const isHeld = held !== undefined && held.question === question

  useEffect(() => {
    if (isReading && !isHeld && latest.length > 0 && live.status === 'live') {
      setHeld({ question, items: latest, next: undefined })
    }
    if (!isReading && held !== undefined && (!isHeld || held.next === undefined)) setHeld(undefined)
  }, [isReading, isHeld, latest, live.status, question])

  const steady = useMemo(
    () => (isHeld ? toSteadyList(held.items, latest) : { shown: latest, waiting: 0 }),
    [isHeld, held, latest],
  )
  const total = page?.total ?? 0
  const behind = total - steady.waiting - steady.shown.length

  const loadMore = async (): Promise<void> => {
    if (isBusy.current || parameters === undefined || behind <= 0 || held?.next === null) return
    isBusy.current = true
    const cursor = isHeld ? held.next : undefined
    // The cursor of a live page is that of its first answer; a page asked anew tells where it ends now.
    const request =
      cursor === undefined || cursor === null
        ? { ...parameters, limit: String(steady.shown.length + pageSize) }
        : { ...parameters, limit: String(pageSize), cursor }
    const outcome = await client.ask(path, request)
    isBusy.current = false
    if (!outcome.ok) return
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
    const more = outcome.value as unknown as List<Item<P>>
    setHeld({ question, items: toJoinedPages(steady.shown, more.items), next: more.next })
  }

  return {
    items: steady.shown,
    total,
    waiting: steady.waiting,
    isLoading: live.status === 'loading',
    isStale: live.status === 'stale',
    failure: live.failure,
    hasMore: behind > 0 && held?.next !== null,
    loadMore: () => void loadMore(),
    showLatest: () => setHeld(undefined),
  }
}

const none: readonly never[] = []
