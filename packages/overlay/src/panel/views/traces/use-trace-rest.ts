import { useMemo } from 'preact/hooks'
import { toFilterText } from 'protocol'
import type { JsonObject, SpanItem, TraceOutline } from 'protocol'
import { useAnswer } from '../../data/use-answer.ts'
import { toPlacedSpan } from './placed-span.ts'

/** Everything of the span that is looked at; until it comes, that of the one before. */
export function useWholeSpan(
  { traceId, spans }: TraceOutline,
  spanId: string | undefined,
): SpanItem | undefined {
  const isThere = spanId !== undefined && spans.some((span) => span.spanId === spanId)
  const { value } = useAnswer(
    'spans',
    isThere
      ? { query: `${toFilterText('trace', traceId)} ${toFilterText('id', spanId)}`, limit: '1' }
      : undefined,
  )
  const [whole] = value?.items ?? []
  if (whole === undefined || !isThere) return undefined
  const outline = spans.find((span) => span.spanId === whole.spanId)
  return outline && toPlacedSpan(whole, outline)
}

/** Of all spans of a trace, by their ids. Asked when somebody searches: of a large one it is megabytes. */
export function useAttributes(traceId: string | undefined): ReadonlyMap<string, JsonObject> {
  const { value } = useAnswer('traces/:traceId', traceId === undefined ? undefined : { traceId })
  return useMemo(
    () => new Map((value?.spans ?? []).map(({ spanId, attributes }) => [spanId, attributes])),
    [value],
  )
}
