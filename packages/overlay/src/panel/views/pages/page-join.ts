import type { PageEntry, SpanItem } from 'protocol'
import { toSpanTone } from '../../span/span-tone.ts'
import { toEnd } from '../../span/span-tree.ts'
import type { TreeSpan } from '../../span/span-tree.ts'
import { isAnswerOf, toSpanPath } from './page-address.ts'
import type { EntrySpan } from './page-entries.ts'
import type { PageItem } from './which-page.ts'

/** What the browser measured and what was traced, as one tree's spans. */
export interface JoinedSpans {
  readonly spans: readonly TreeSpan[]
  /** What the browser measured of a span. */
  readonly entries: ReadonlyMap<string, PageEntry>
  /** What was traced, by its id. */
  readonly traced: ReadonlyMap<string, SpanItem>
  /** The row that stands for a span which is not shown itself. */
  readonly placeOf: (spanId: string | undefined) => string | undefined
}

/** An SDK's spans of what the browser's entries say already. */
const DOUBLES =
  /^(?:browser\.|resource\.|paint$|mark$|ui\.(?:long[-_](?:animation[-_]frame|task)|webvital|interaction)(?:\.|$))/

/** A span of a request and the browser's entry of it begin this close together. */
const APART = 250

/** Clocks of one machine, read in two processes. */
const CLOCK_SKEW = 20

/**
 * A page's requests are told by the browser, by an SDK in the page and by the server. Each is one
 * row here: the SDK's span with the browser's figures, and below it what the server did for it. A
 * server's spans without a parent are joined by path and time.
 */
export function joinSpans(
  page: PageItem,
  measured: readonly EntrySpan[],
  traced: readonly SpanItem[],
): JoinedSpans {
  const document = measured.find(({ type }) => type === 'document')
  const documentId = document?.span.spanId
  const byId = new Map(traced.map((span) => [span.spanId, span]))
  const inTime = traced.toSorted((a, b) => a.start - b.start)
  const root = findPageRoot(page, inTime)
  const requests = createRequests(measured)
  /** Spans that are not shown, and what takes their place. */
  const replaced = new Map<string, string | undefined>()
  const merged = new Map<string, PageEntry>()
  const mergedIds = new Map<string, string>()

  for (const span of inTime) {
    if (span === root) replaced.set(span.spanId, documentId)
    else if (DOUBLES.test(span.op)) replaced.set(span.spanId, span.parentSpanId)
    else if (isPageRequest(span, byId)) {
      const request = requests.takeNear(span)
      if (request?.entry === undefined) continue
      merged.set(span.spanId, request.entry)
      mergedIds.set(request.span.spanId, span.spanId)
    }
  }
  const placeOf = (spanId: string | undefined): string | undefined => {
    let place = spanId
    // Parents that name one another end it.
    for (let step = 0; step < 50 && place !== undefined && replaced.has(place); step++)
      place = replaced.get(place)
    return place
  }

  const spans: TreeSpan[] = measured
    .filter(({ span }) => !mergedIds.has(span.spanId))
    .map(({ span }) => span)
  for (const span of inTime) {
    if (replaced.has(span.spanId)) continue
    const parent = placeOf(span.parentSpanId)
    if (parent !== undefined && (byId.has(parent) || parent === documentId)) {
      spans.push({ ...span, parentSpanId: parent })
      continue
    }
    const isServer = toSpanTone(span.op) === 'server'
    const request = isServer ? requests.findAround(span) : undefined
    const id = request?.span.spanId
    spans.push({ ...span, parentSpanId: id === undefined ? undefined : (mergedIds.get(id) ?? id) })
  }
  for (const { span, entry } of measured)
    if (entry !== undefined && !mergedIds.has(span.spanId)) merged.set(span.spanId, entry)
  return { spans, entries: merged, traced: byId, placeOf }
}

/** The SDK's own span of the page load: the document's row is that. */
function findPageRoot(page: PageItem, inTime: readonly SpanItem[]): SpanItem | undefined {
  let nearest: SpanItem | undefined
  for (const span of inTime) {
    if (!/^(?:pageload|navigation)$/.test(span.op)) continue
    if (page.traceId !== undefined && span.traceId !== page.traceId) continue
    const distance = Math.abs(span.start - page.time)
    if (nearest === undefined || distance < Math.abs(nearest.start - page.time)) nearest = span
  }
  return nearest
}

/** A request that the page made, and not a server it asked. */
function isPageRequest(span: SpanItem, byId: ReadonlyMap<string, SpanItem>): boolean {
  if (toSpanTone(span.op) !== 'client') return false
  let above: SpanItem | undefined = span
  for (let step = 0; step < 50 && above !== undefined; step++) {
    if (toSpanTone(above.op) === 'server') return false
    above = above.parentSpanId === undefined ? undefined : byId.get(above.parentSpanId)
  }
  return true
}

interface Requests {
  /** The request that an SDK's span is of; each is taken once. Spans come in order of time. */
  readonly takeNear: (span: SpanItem) => EntrySpan | undefined
  /** The request during which a server began to answer. */
  readonly findAround: (span: SpanItem) => EntrySpan | undefined
}

function createRequests(measured: readonly EntrySpan[]): Requests {
  const asked = measured.filter(({ path }) => path !== undefined)
  const byPath = new Map<string, EntrySpan[]>()
  for (const request of asked) {
    if (request.type !== 'fetch' || request.path === undefined) continue
    const same = byPath.get(request.path)
    if (same === undefined) byPath.set(request.path, [request])
    else same.push(request)
  }
  const answered = new Set<EntrySpan>()
  return {
    takeNear: (span) => {
      const queue = byPath.get(toSpanPath(span)) ?? []
      while (queue[0] !== undefined && queue[0].span.start < span.start - APART) queue.shift()
      const [first] = queue
      return first !== undefined && first.span.start <= span.start + APART
        ? queue.shift()
        : undefined
    },
    findAround: (span) => {
      const path = toSpanPath(span)
      const around = asked.filter(
        (request) =>
          request.path !== undefined &&
          span.start >= request.span.start - CLOCK_SKEW &&
          span.start <= toEnd(request.span) + CLOCK_SKEW &&
          isAnswerOf(path, request.path),
      )
      // Of several at once each gets an answer of its own.
      const request = around.find((each) => !answered.has(each)) ?? around[0]
      if (request !== undefined) answered.add(request)
      return request
    },
  }
}
