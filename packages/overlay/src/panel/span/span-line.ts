import { toGlyphName } from '../component/level-glyph.tsx'
import { toDurationText } from '../format/duration.ts'
import type { WaterfallBar, WaterfallLine } from '../waterfall/waterfall-line.ts'
import type { CriticalPath } from './critical-path.ts'
import type { FoldRow, SpanRow, SpanTreeRow } from './span-rows.ts'
import { toEnd } from './span-tree.ts'
import type { TreeSpan } from './span-tree.ts'
import { toSpanTone } from './span-tone.ts'
import { isFailed, toShortName, toSpanDetail, toShownSpanName } from './span-words.ts'

export interface SpanLineOptions {
  /** Found by text; marked. */
  readonly found?: ReadonlySet<string>
  readonly path?: CriticalPath | undefined
}

/** A row of a tree of spans as a waterfall draws it. */
export function toSpanLine(row: SpanTreeRow, options: SpanLineOptions = {}): WaterfallLine {
  switch (row.type) {
    case 'span':
      return toLineOfSpan(row, options)
    case 'fold':
      return toLineOfFold(row, options)
    case 'error': {
      const { title, level, time, exceptions } = row.event
      const { type, value } = exceptions.at(-1) ?? {}
      const words =
        type === undefined || value === undefined ? { name: title } : { lead: type, name: value }
      return { tone: 'error', glyph: toGlyphName(level), ...words, title, moment: time }
    }
    case 'log': {
      const { body, level, time } = row.log
      return { tone: 'function', glyph: toGlyphName(level), name: body, moment: time }
    }
    case 'logs': {
      const [first] = row.logs
      const { body = '', level = 'info', time = 0 } = first ?? {}
      const end = row.logs.at(-1)?.time ?? time
      const bar: WaterfallBar = { start: time, end, kind: 'fold' }
      const glyph = toGlyphName(level)
      return { tone: 'function', glyph, count: row.logs.length, name: body, bar }
    }
    case 'gap': {
      const { start, duration } = row
      const bar: WaterfallBar = { start, end: start + duration, kind: 'gap' }
      const name = `no spans for ${toDurationText(duration)}`
      return { tone: 'function', name, detail: 'gap', duration, bar }
    }
  }
}

function toLineOfSpan(
  { node: { span } }: SpanRow,
  { found, path }: SpanLineOptions,
): WaterfallLine {
  const { op, duration, start, spanId } = span
  const tone = toSpanTone(op)
  const name = toShownSpanName(span)
  const hasFailed = isFailed(span)
  const kind = tone === 'resource' ? 'hollow' : 'solid'
  return {
    tone,
    name,
    title: span.name,
    detail: name === op ? '' : toSpanDetail(span),
    ...(hasFailed ? { note: { text: toFailureText(span), tone: 'error' } } : {}),
    isFound: found?.has(spanId) ?? false,
    duration,
    bar: {
      start,
      end: toEnd(span),
      kind: hasFailed ? 'failed' : kind,
      label: toDurationText(duration),
      waits: path?.get(spanId) ?? [],
    },
  }
}

/** By its HTTP status, which is shorter and says more than an SDK's word for it. */
function toFailureText({ status, attributes }: TreeSpan): string {
  const code = attributes?.['http.response.status_code']
  if (typeof code === 'number' && code >= 400) return String(code)
  return status === undefined || status === 'error' ? 'failed' : status
}

/** Stretches of more siblings than that are finer than pixels. */
const WAITS_OF = 200

function toLineOfFold({ nodes, total }: FoldRow, { path }: SpanLineOptions): WaterfallLine {
  const [first] = nodes
  const start = first?.span.start ?? 0
  const end = nodes.reduce((last, { span }) => Math.max(last, toEnd(span)), start)
  return {
    tone: toSpanTone(first?.span.op ?? ''),
    count: nodes.length,
    name: toShortName(first?.span.name ?? ''),
    duration: total,
    bar: {
      start,
      end,
      kind: 'fold',
      label: toDurationText(end - start),
      waits: nodes.slice(0, WAITS_OF).flatMap(({ span }) => path?.get(span.spanId) ?? []),
    },
  }
}
