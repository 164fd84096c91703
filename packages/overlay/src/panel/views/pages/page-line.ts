import type { PageEntry } from 'protocol'
import { toDurationText } from '../../format/duration.ts'
import { toBytesText } from '../../format/byte-text.ts'
import { toCounted } from '../../format/number.ts'
import { toSpanLine } from '../../span/span-line.ts'
import type { FoldRow, LogMarkRow, SpanRow, SpanTreeRow } from '../../span/span-rows.ts'
import { toSpanTone } from '../../span/span-tone.ts'
import type { TreeSpan } from '../../span/span-tree.ts'
import { isFailed, toSameness } from '../../span/span-words.ts'
import type { WaterfallLine } from '../../waterfall/waterfall-line.ts'
import { toScriptText, toShortFile, toRequestMethod, toSpanPath } from './page-address.ts'
import { toEntrySize } from './page-entries.ts'
import type { FoldedClock } from './folded-clock.ts'
import type { PageStory } from './page-story.ts'

type LineParts = Partial<Pick<WaterfallLine, 'name' | 'title' | 'detail' | 'note'>>

/** A row of the page's story as the waterfall draws it, on the folded clock. */
export function toPageLine(row: SpanTreeRow, story: PageStory): WaterfallLine {
  const line = toSpanLine(row)
  if (row.type === 'span') return onClock({ ...line, ...toSpanParts(row, story) }, story.clock)
  if (row.type === 'fold') return onClock(toFoldLine(line, row, story), story.clock)
  if (row.type === 'log') return onClock({ ...line, ...toLogParts(row) }, story.clock)
  return onClock(line, story.clock)
}

function onClock({ bar, moment, ...line }: WaterfallLine, clock: FoldedClock): WaterfallLine {
  const { toShown } = clock
  return {
    ...line,
    ...(moment === undefined ? {} : { moment: toShown(moment) }),
    ...(bar === undefined
      ? {}
      : { bar: { ...bar, start: toShown(bar.start), end: toShown(bar.end) } }),
  }
}

function toSpanParts(row: SpanRow, { entries, traced }: PageStory): LineParts {
  const { span } = row.node
  const tone = toSpanTone(span.op)
  const entry = entries.get(span.spanId)
  if (tone === 'document') {
    const words = { document: 'document', navigation: 'navigation' }[span.op]
    return { detail: words ?? span.op }
  }
  if (tone === 'resource') {
    return {
      name: toShortFile(span.name),
      title: entry?.name ?? span.name,
      detail: toSizeText(entry),
    }
  }
  if (tone === 'client') {
    const name = `${toRequestMethod(row.node)} ${toSpanPath(span)}`.trim()
    const how = entry?.attributes['initiatorType']
    return { name, title: entry?.name ?? span.name, detail: typeof how === 'string' ? how : '' }
  }
  if (tone === 'db') return { detail: '' }
  if (tone === 'server') return { detail: traced.get(span.spanId)?.service ?? '' }
  const script = entry?.attributes['script']
  if (typeof script === 'string') return { detail: toScriptText(script) }
  if (entry === undefined) return {}
  return { detail: entry.type === 'event' ? `interaction ${toDurationText(span.duration)}` : '' }
}

function toSizeText(entry: PageEntry | undefined): string {
  const size = entry === undefined ? undefined : toEntrySize(entry.attributes)
  return size === undefined ? '' : toBytesText(size)
}

const kindWords: Readonly<Record<string, string>> = {
  'resource.module': 'module',
  'resource.style': 'style sheet',
  'resource.image': 'image',
  'resource.font': 'font',
}

/** Files are told by their kind and size: `16 modules 842 KB`. */
function toFoldLine(
  line: WaterfallLine,
  { nodes }: FoldRow,
  { entries }: PageStory,
): WaterfallLine {
  const op = nodes[0]?.span.op ?? ''
  if (!op.startsWith('resource.')) return line
  let size = 0
  for (const { span } of nodes) size += toEntrySize(entries.get(span.spanId)?.attributes ?? {}) ?? 0
  const { count, bar, ...rest } = line
  const name = toCounted(count ?? nodes.length, kindWords[op] ?? 'other file')
  if (bar === undefined) return line
  return {
    ...rest,
    bar: { ...bar, kind: 'hollow' },
    name,
    title: name,
    detail: size === 0 ? '' : toBytesText(size),
    duration: bar.end - bar.start,
  }
}

function toLogParts({ log }: LogMarkRow): LineParts {
  return { detail: log.service ?? '' }
}

/** What may be one row: files of one kind, unless one failed or is what the page waited for. */
export function toPageSameness(span: TreeSpan): string {
  if (toSpanTone(span.op) !== 'resource') return toSameness(span)
  return isFailed(span) || span.duration >= HEAVY ? span.spanId : span.op
}

const HEAVY = 1000
