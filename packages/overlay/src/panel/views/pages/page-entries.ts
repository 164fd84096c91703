import type { Attributes, Json, PageEntry } from 'protocol'
import type { TreeSpan } from '../../span/span-tree.ts'
import { toPathname } from './page-address.ts'
import { toPagePath } from './which-page.ts'
import type { PageItem } from './which-page.ts'

/** Something the browser measured, as a span among spans. */
export interface EntrySpan {
  readonly span: TreeSpan
  /** `undefined`: the document of a page whose navigation the browser did not tell of. */
  readonly entry: PageEntry | undefined
  readonly type: 'document' | 'fetch' | 'resource' | 'frame' | 'interaction'
  /** What was asked for, without its query; `undefined`: nothing was. */
  readonly path: string | undefined
}

/** Ids of ours never meet those of spans, which are hexadecimal. */
const DOCUMENT_ID = 'page-document'

const FETCHES: ReadonlySet<Json | undefined> = new Set(['fetch', 'xmlhttprequest', 'beacon'])

/** What the browser measured of a page load, the document first, then in order of time. */
export function toEntrySpans(page: PageItem): readonly EntrySpan[] {
  const interactions = toLongestInteractions(page.entries)
  const found = page.entries.flatMap((entry, index): readonly EntrySpan[] => {
    const spanId = `page-${index}`
    switch (entry.type) {
      case 'resource':
        return isReport(entry) ? [] : [toResource(entry, spanId)]
      case 'long-animation-frame':
        return [toFrame(entry, spanId)]
      case 'event': {
        if (!interactions.has(entry)) return []
        const name = `${entry.name} ${toText(entry.attributes['target'])}`.trim()
        const span = toSpan(entry, spanId, `ui.interaction.${entry.name}`, name)
        return [{ type: 'interaction', entry, span, path: undefined }]
      }
      default:
        return []
    }
  })
  found.sort((a, b) => a.span.start - b.span.start)
  return [toDocument(page), ...found]
}

/** What SDKs send of the page is no part of it. */
const REPORTS =
  /\/envelope\/?\?(?:[^#]*&)?sentry_(?:key|version|client)=|\/v1\/(?:traces|logs|metrics)$|:8969\/stream$/

function isReport({ name }: PageEntry): boolean {
  return REPORTS.test(name)
}

function toDocument(page: PageItem): EntrySpan {
  // It is told when it began, too.
  const entry = page.entries.findLast(({ type }) => type === 'navigation')
  if (entry === undefined) {
    const op = page.navigation === 'soft' ? 'navigation' : 'document'
    const { time } = page
    const whole = { type: op, name: page.url, time, duration: page.duration ?? 0, attributes: {} }
    const span = toSpan(whole, DOCUMENT_ID, op, toPagePath(page.url))
    return { type: 'document', entry: undefined, span, path: undefined }
  }
  const { responseEnd, domInteractive } = entry.attributes
  const end = toNumber(responseEnd) ?? toNumber(domInteractive) ?? entry.duration
  const name = `GET ${toPagePath(page.url)}`
  const span = { ...toSpan(entry, DOCUMENT_ID, 'document', name), duration: end }
  return { type: 'document', entry, span, path: toPathname(page.url) }
}

function toFrame(entry: PageEntry, spanId: string): EntrySpan {
  const span = toSpan(entry, spanId, 'ui.long-frame', 'long frame')
  return { type: 'frame', entry, span, path: undefined }
}

function toResource(entry: PageEntry, spanId: string): EntrySpan {
  const { initiatorType } = entry.attributes
  const path = toPathname(entry.name) ?? entry.name
  if (FETCHES.has(initiatorType)) {
    return { type: 'fetch', entry, span: toSpan(entry, spanId, 'http.client', path), path }
  }
  const op = `resource.${toResourceKind(path, initiatorType)}`
  return { type: 'resource', entry, span: toSpan(entry, spanId, op, path), path }
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/\.(?:css|scss|sass|less|styl)$/, 'style'],
  [/\.(?:png|jpe?g|gif|webp|avif|svg|ico)$/, 'image'],
  [/\.(?:woff2?|ttf|otf)$/, 'font'],
  [/\.(?:[cm]?[jt]sx?|vue|svelte|astro|wasm|json)$|^\/(?:@|node_modules\/)/, 'module'],
]

/** By the name, since a dev server lets modules bring styles and images alike. */
function toResourceKind(path: string, initiatorType: Json | undefined): string {
  const kind = kinds.find(([pattern]) => pattern.test(path))?.[1]
  if (kind !== undefined) return kind
  if (initiatorType === 'script') return 'module'
  if (initiatorType === 'img') return 'image'
  return initiatorType === 'css' || initiatorType === 'link' ? 'style' : 'other'
}

function toSpan(entry: PageEntry, spanId: string, op: string, name: string): TreeSpan {
  const status = toNumber(entry.attributes['responseStatus'])
  const { time: start, duration } = entry
  const hasFailed = status !== undefined && status >= 400
  return {
    spanId,
    parentSpanId: spanId === DOCUMENT_ID ? undefined : DOCUMENT_ID,
    op,
    name,
    start,
    duration,
    status: hasFailed ? String(status) : undefined,
    attributes: entry.attributes,
  }
}

/** Pointer, mouse and click events of one interaction are told apart: the longest stands for it. */
function toLongestInteractions(entries: readonly PageEntry[]): ReadonlySet<PageEntry> {
  const longest = new Map<Json | undefined, PageEntry>()
  for (const entry of entries) {
    const id = entry.type === 'event' ? entry.attributes['interactionId'] : undefined
    if (id === undefined) continue
    const known = longest.get(id)
    // A click tells more than the pointer events before it, which last as long.
    if (
      known === undefined ||
      entry.duration > known.duration ||
      (entry.duration === known.duration && entry.name === 'click')
    )
      longest.set(id, entry)
  }
  return new Set(longest.values())
}

/** Bytes that came over the network, or those it is made of where they came from a cache. */
export function toEntrySize(attributes: Attributes): number | undefined {
  return toNumber(attributes['transferSize']) ?? toNumber(attributes['decodedBodySize'])
}

export function toNumber(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function toText(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
