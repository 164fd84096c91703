import { useMemo } from 'preact/hooks'
import type { Failure, Parameters } from 'protocol'
import { useLive } from '../../data/use-live.ts'
import { useHiddenCount } from '../../data/use-scoped.ts'
import { toScopedQuery } from '../../scope/scope.ts'
import type { PanelScope } from '../../scope/scope.ts'
import { toEntrySpans } from './page-entries.ts'
import { toPageStory } from './page-story.ts'
import type { PageStory } from './page-story.ts'
import { toPageTraces } from './page-traces.ts'
import { toPageExtent } from './which-page.ts'
import type { PageItem } from './which-page.ts'

export interface StoryAnswer {
  readonly story: PageStory | undefined
  /** Spans that only the scope keeps out of sight. */
  readonly hidden: number
  readonly isLoading: boolean
  /** Every part of it was answered at least once. */
  readonly isWhole: boolean
  readonly failure: Failure | undefined
}

/** A save this long before a page load may have been why it was loaded. */
const BEFORE = 3000

const LIMITS = {
  traces: '300',
  spans: '3000',
  events: '200',
  logs: '500',
  edits: '100',
  builds: '20',
}

/** Follows all that is known of a page load. */
export function usePageStory(
  page: PageItem | undefined,
  pages: readonly PageItem[],
  scope: PanelScope,
): StoryAnswer {
  const extent = useMemo(() => page && toPageExtent(pages, page), [page, pages])
  const measured = useMemo(() => (page === undefined ? [] : toEntrySpans(page)), [page])
  const ask = (limit: string, before = 0): Parameters | undefined =>
    extent && { query: toTimes(extent.start - before, extent.end), limit, sort: 'time' }
  const askScoped = (limit: string): Parameters | undefined =>
    extent && {
      query: toScopedQuery(toTimes(extent.start, extent.end), scope),
      limit,
      sort: 'time',
    }

  const traces = useLive('traces', ask(LIMITS.traces, 50))
  const ids = useMemo(
    () =>
      page === undefined || extent === undefined || traces.value === undefined
        ? []
        : toPageTraces(page, extent, measured, traces.value.items),
    [page, extent, measured, traces.value],
  )
  const among = `trace:[${ids.join(',')}]`
  const spans = useLive(
    'spans',
    ids.length === 0
      ? undefined
      : { query: toScopedQuery(among, scope), limit: LIMITS.spans, sort: 'time' },
  )
  const hidden = useHiddenCount('spans', { query: among, scope }, spans.value?.total ?? 0)
  const events = useLive('events', askScoped(LIMITS.events))
  const logs = useLive('logs', askScoped(LIMITS.logs))
  const edits = useLive('edits', ask(LIMITS.edits, BEFORE))

  const builds = useLive('builds', ask(LIMITS.builds, BEFORE))

  const asked = [traces, events, logs, edits, builds, ...(ids.length === 0 ? [] : [spans])]
  const story = useMemo(
    () =>
      page === undefined || extent === undefined
        ? undefined
        : toPageStory({
            page,
            extent,
            measured,
            spans: spans.value?.items ?? [],
            events: events.value?.items ?? [],
            logs: logs.value?.items ?? [],
            edits: edits.value?.items ?? [],
            builds: builds.value?.items ?? [],
          }),
    [page, extent, measured, spans.value, events.value, logs.value, edits.value, builds.value],
  )
  return {
    story,
    hidden: ids.length === 0 ? 0 : hidden,
    isLoading: asked.some(({ status }) => status === 'loading'),
    isWhole: asked.every(({ value }) => value !== undefined),
    failure: asked.find(({ failure }) => failure !== undefined)?.failure,
  }
}

function toTimes(start: number, end: number | undefined): string {
  const from = `time:>=${Math.floor(start)}`
  return end === undefined ? from : `${from} time:<${Math.ceil(end)}`
}
