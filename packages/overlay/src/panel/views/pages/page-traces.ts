import type { TraceSummary } from 'protocol'
import { toSpanTone } from '../../span/span-tone.ts'
import { toEnd } from '../../span/span-tree.ts'
import { isAnswerOf, isOfRoute, toNamedPath, toPathname } from './page-address.ts'
import type { EntrySpan } from './page-entries.ts'
import type { PageExtent, PageItem } from './which-page.ts'

/** Clocks of one machine, read in two processes. */
const SKEW = 20

/** More is not one page load's story any more. */
const TRACE_LIMIT = 60

/**
 * Which traces a page load led to: its own; those of what was done in it; and, where no SDK in the
 * page passes its trace on, those in which a server answered one of its requests while it waited.
 */
export function toPageTraces(
  page: PageItem,
  extent: PageExtent,
  requests: readonly EntrySpan[],
  traces: readonly TraceSummary[],
): readonly string[] {
  const own = page.traceId === undefined ? [] : [page.traceId]
  const led = traces.filter((trace) => {
    if (trace.traceId === page.traceId) return false
    const tone = toSpanTone(trace.op)
    if (tone === 'document') return isOwnLoad(page, trace)
    if (tone === 'ui' || tone === 'client') return trace.start < extent.doubtful
    return isAnswer(trace, requests)
  })
  return [...own, ...led.slice(0, TRACE_LIMIT).map(({ traceId }) => traceId)]
}

/** Another page load has a trace of its own; ours may not have been told when it was measured. */
function isOwnLoad(page: PageItem, { op, name, start }: TraceSummary): boolean {
  if (page.traceId !== undefined || (op === 'pageload') !== (page.navigation !== 'soft'))
    return false
  const path = toNamedPath(name)
  const isHere = path === undefined || isOfRoute(path, toPathname(page.url) ?? '')
  return isHere && Math.abs(start - page.time) < 1000
}

function isAnswer({ name, start }: TraceSummary, requests: readonly EntrySpan[]): boolean {
  const route = toNamedPath(name)
  return requests.some(
    ({ span, path }) =>
      path !== undefined &&
      start >= span.start - SKEW &&
      start <= toEnd(span) + SKEW &&
      (route === undefined || isAnswerOf(route, path)),
  )
}
