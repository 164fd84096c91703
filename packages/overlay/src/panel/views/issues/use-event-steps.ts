import { useEffect, useState } from 'preact/hooks'
import type { EventItem, Failure } from 'protocol'
import { usePanel } from '../../session/panel.ts'

/** One event of an issue at a time, and the ways to those before and after it. */
export interface EventSteps {
  readonly event: EventItem | undefined
  /** Counted from the oldest, from 1; unknown for one that was opened by its own link. */
  readonly ordinal: number | undefined
  readonly isLoading: boolean
  readonly failure: Failure | undefined
  readonly older: (() => void) | undefined
  readonly newer: (() => void) | undefined
}

interface Step {
  /** Where the page of this event begins; the newest has none. */
  readonly cursor: string
  readonly event: EventItem
  readonly next: string | null
  readonly ordinal: number
}

/**
 * Walks by the list's own cursors, one event at a time: they are exact where many events share a
 * millisecond, and new ones do not shift them.
 */
export function useEventSteps(issueId: string, linked: string | undefined): EventSteps {
  const { client, navigation } = usePanel()
  const [steps, setSteps] = useState<readonly Step[]>([])
  const [at, setAt] = useState(0)
  const [single, setSingle] = useState<EventItem | undefined>(undefined)
  const [isLoading, setLoading] = useState(true)
  const [failure, setFailure] = useState<Failure | undefined>(undefined)

  const load = async (cursor: string, place: number): Promise<void> => {
    setLoading(true)
    const outcome = await client.ask('issues/:id/events', { id: issueId, limit: '1', cursor })
    setLoading(false)
    if (!outcome.ok) {
      setFailure(outcome.failure)
      return
    }
    const { items, next, total } = outcome.value
    const [event] = items
    if (event === undefined) return
    setSteps((known) => [...known.slice(0, place), { cursor, event, next, ordinal: total - place }])
    setAt(place)
    setSingle(undefined)
  }

  useEffect(() => {
    const open = async (): Promise<void> => {
      if (linked !== undefined) {
        const outcome = await client.ask('events/:id', { id: linked })
        if (outcome.ok) {
          setSingle(outcome.value)
          setLoading(false)
          return
        }
      }
      await load('', 0)
    }
    void open()
  }, [issueId])

  const step = steps[at]
  const shown = single ?? step?.event
  useEffect(() => {
    // The link of an issue leads to its newest event; only another is named.
    navigation.set({ event: at === 0 && single === undefined ? undefined : shown?.id })
  }, [shown?.id])

  if (single !== undefined) {
    return {
      event: single,
      ordinal: undefined,
      isLoading,
      failure,
      older: undefined,
      newer: () => void load('', 0),
    }
  }
  const behind = steps[at + 1]
  const next = step?.next
  const load1 =
    next === null || next === undefined ? undefined : (): void => void load(next, at + 1)
  return {
    event: shown,
    ordinal: step?.ordinal,
    isLoading,
    failure,
    older: behind === undefined ? load1 : () => setAt(at + 1),
    newer: at === 0 ? undefined : () => setAt(at - 1),
  }
}
