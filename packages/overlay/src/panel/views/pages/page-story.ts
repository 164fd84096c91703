import type {
  BuildErrorRecord,
  EditRecord,
  EventItem,
  Identified,
  LogItem,
  SpanItem,
} from 'protocol'
import { toSpanRoots } from '../../span/span-tree.ts'
import { toEnd } from '../../span/span-tree.ts'
import type { SpanNode, TreeSpan } from '../../span/span-tree.ts'
import type { TimeWindow } from '../../waterfall/time-window.ts'
import { toFoldedClock, toMerged } from './folded-clock.ts'
import type { FoldedClock } from './folded-clock.ts'
import { toPathname } from './page-address.ts'
import type { EntrySpan } from './page-entries.ts'
import { joinSpans } from './page-join.ts'
import type { JoinedSpans } from './page-join.ts'
import type { PageExtent, PageItem } from './which-page.ts'

export type EditItem = Identified<EditRecord>

export type BuildItem = Identified<BuildErrorRecord>

/** All that is known of a page load and what it led to. */
export interface PageParts {
  readonly page: PageItem
  readonly extent: PageExtent
  readonly measured: readonly EntrySpan[]
  readonly spans: readonly SpanItem[]
  readonly events: readonly EventItem[]
  readonly logs: readonly LogItem[]
  readonly edits: readonly EditItem[]
  readonly builds: readonly BuildItem[]
}

/** A page load as one story. */
export interface PageStory extends Pick<JoinedSpans, 'entries' | 'traced'> {
  readonly page: PageItem
  readonly roots: readonly SpanNode[]
  readonly errors: readonly EventItem[]
  readonly logs: readonly LogItem[]
  /** Saves while it was open, in order. */
  readonly edits: readonly EditItem[]
  /** The save that made the page load again. */
  readonly cause: EditItem | undefined
  /** What the dev server could not build meanwhile. */
  readonly builds: readonly BuildItem[]
  readonly clock: FoldedClock
  /** When what it had to load was there. */
  readonly settled: number
}

export function toPageStory(parts: PageParts): PageStory {
  const { page, extent, measured, edits } = parts
  const joined = joinSpans(page, measured, parts.spans)
  const settled = toSettled(page, joined.spans)
  const documentId = measured.find(({ type }) => type === 'document')?.span.spanId
  const isLater = (time: number): boolean => time > settled
  const spans = joined.spans.map((span): TreeSpan => {
    if (span.spanId === documentId) return span
    const { parentSpanId, start } = span
    if (parentSpanId === undefined)
      return isLater(start) ? span : { ...span, parentSpanId: documentId }
    // What was done after the page was there is no part of loading it.
    return parentSpanId === documentId && isLater(start)
      ? { ...span, parentSpanId: undefined }
      : span
  })
  const known = new Set(spans.map(({ spanId }) => spanId))
  const place = <T extends { readonly spanId: string | undefined; readonly time: number }>(
    mark: T,
  ): T => {
    const spanId = joined.placeOf(mark.spanId)
    if (spanId !== undefined && spanId !== documentId && known.has(spanId))
      return { ...mark, spanId }
    return { ...mark, spanId: isLater(mark.time) ? undefined : documentId }
  }
  const traces = new Set(parts.spans.map(({ traceId }) => traceId))
  if (page.traceId !== undefined) traces.add(page.traceId)
  const errors = parts.events.filter((event) => isOfPage(event, parts, traces)).map(place)
  const worked = toMerged(
    page.time,
    spans.map((span) => [span.start, toEnd(span)]),
  )
  const logs = parts.logs.filter((log) => isLogOfPage(log, worked, traces, extent)).map(place)
  const later = edits.filter(({ time }) => time >= page.time)
  const busy = [
    ...spans.map((span) => [span.start, toEnd(span)] as const),
    ...[...errors, ...logs, ...later, ...parts.builds].map(({ time }) => [time, time] as const),
    ...page.vitals.map(({ value }) => [page.time, page.time + value] as const),
  ]
  return {
    page,
    entries: joined.entries,
    traced: joined.traced,
    roots: toSpanRoots(spans),
    errors,
    logs,
    edits: later.toSorted((a, b) => a.time - b.time),
    cause: edits
      .filter(({ time }) => time < page.time && time > page.time - RELOAD)
      .toSorted((a, b) => b.time - a.time)[0],
    builds: parts.builds,
    clock: toFoldedClock(page.time, busy),
    settled,
  }
}

/** So long after a save its full reload begins at most. */
const RELOAD = 3000

/** A request that starts this long after all others is no part of loading the page. */
const QUIET = 300

/** A page that polls never comes to rest. */
const LONGEST_LOAD = 15_000

function toSettled(page: PageItem, spans: readonly TreeSpan[]): number {
  let settled = page.time + (page.duration ?? 0)
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    if (span.start > Math.min(settled + QUIET, page.time + LONGEST_LOAD)) break
    settled = Math.max(settled, toEnd(span))
  }
  return settled
}

/** Its own by trace; else one of the browser, told by the page's address. */
function isOfPage(
  event: EventItem,
  { page, extent }: PageParts,
  traces: ReadonlySet<string>,
): boolean {
  if (event.traceId !== undefined && traces.has(event.traceId)) return true
  if (event.time < extent.start || event.time >= (extent.end ?? Infinity)) return false
  const url = event.request?.url
  if (url === undefined || event.platform !== 'javascript') return false
  return toPathname(url) === toPathname(page.url) && event.time < extent.doubtful
}

/** Its own by trace; else one that came while the page was waiting for something. */
function isLogOfPage(
  log: LogItem,
  worked: readonly TimeWindow[],
  traces: ReadonlySet<string>,
  { start, doubtful }: PageExtent,
): boolean {
  if (log.traceId !== undefined) return traces.has(log.traceId)
  if (log.time < start || log.time >= doubtful) return false
  return worked.some((stretch) => log.time >= stretch.start && log.time <= stretch.end)
}

/** How much there is to see: grows with every record that came. */
export function toStorySize({ page, traced, ...rest }: PageStory): number {
  const { errors, logs, edits, builds } = rest
  const marks = errors.length + logs.length + edits.length + builds.length
  return page.entries.length + traced.size + marks
}
