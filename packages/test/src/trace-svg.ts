import { toVisibleText } from 'protocol'
import type { SpanItem, TraceDetail } from 'protocol'

/** More rows are no picture. */
const ROW_LIMIT = 80
const ROW = 18
const WIDTH = 960
const LABEL = 380
const LABEL_LETTERS = 60

/** A trace as a picture for a test's report: each span a bar, in the order of time. */
export function toTraceSvg(trace: TraceDetail): string {
  const spans = trace.spans.toSorted((a, b) => a.start - b.start).slice(0, ROW_LIMIT)
  const depths = toDepths(spans)
  const scale = (WIDTH - LABEL) / Math.max(trace.duration, 0.001)
  const height = (spans.length + 1) * ROW + 8
  const rows = spans.map((span, row) => {
    const y = (row + 1) * ROW
    const x = LABEL + Math.max(span.start - trace.start, 0) * scale
    const width = Math.min(Math.max(span.duration * scale, 1), WIDTH - x)
    const indent = Math.min(depths.get(span.spanId) ?? 0, 12) * 10
    const isFailed = span.status !== undefined && span.status !== 'ok'
    const label = `${span.op} ${span.name}`.slice(0, LABEL_LETTERS - indent / 6)
    return [
      `<text x="${8 + indent}" y="${y + 13}">${toXml(label)}</text>`,
      `<rect x="${x.toFixed(1)}" y="${y + 4}" width="${width.toFixed(1)}" height="10" fill="${isFailed ? '#c6372f' : '#3b7dd8'}"/>`,
      `<text x="${Math.min(x + width + 4, WIDTH - 60).toFixed(1)}" y="${y + 13}" fill="#666">${span.duration.toFixed(1)} ms</text>`,
    ].join('')
  })
  const title = `${trace.op} ${trace.name}, ${trace.duration.toFixed(1)} ms, ${trace.spanCount} spans`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="11">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="8" y="13" font-weight="bold">${toXml(title)}</text>`,
    ...rows,
    '</svg>',
  ].join('\n')
}

function toDepths(spans: readonly SpanItem[]): ReadonlyMap<string, number> {
  const depths = new Map<string, number>()
  // Parents begin before their children, but for clocks that differ.
  for (const { spanId, parentSpanId } of spans) {
    depths.set(spanId, parentSpanId === undefined ? 0 : (depths.get(parentSpanId) ?? -1) + 1)
  }
  return depths
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Names come from the app under test: they must not become markup of the report. */
function toXml(text: string): string {
  return toVisibleText(text).replace(/[&<>"]/g, (character) => entities[character] ?? '')
}
