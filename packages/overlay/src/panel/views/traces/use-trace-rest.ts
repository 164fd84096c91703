import { useMemo } from 'preact/hooks'
import { toFilterText } from 'protocol'
import type { JsonObject, SpanItem } from 'protocol'
import { useAnswer } from '../../data/use-answer.ts'
import { walkSpans } from '../../span/span-tree.ts'
import type { SpanNode } from '../../span/span-tree.ts'
import { toPlacedSpan } from './placed-span.ts'

/** Everything of the span that is looked at; until it comes, that of the one before. */
export function useWholeSpan(
  traceId: string,
  roots: readonly SpanNode[],
  spanId: string | undefined,
): SpanItem | undefined {
  const isThere = useMemo(() => findNode(roots, spanId) !== undefined, [roots, spanId])
  const { value } = useAnswer(
    'spans',
    isThere && spanId !== undefined
      ? { query: `${toFilterText('trace', traceId)} ${toFilterText('id', spanId)}`, limit: '1' }
      : undefined,
  )
  const [whole] = value?.items ?? []
  return useMemo(() => {
    const node = isThere ? findNode(roots, whole?.spanId) : undefined
    return whole && node && toPlacedSpan(whole, node)
  }, [roots, whole, isThere])
}

function findNode(roots: readonly SpanNode[], spanId: string | undefined): SpanNode | undefined {
  if (spanId === undefined) return undefined
  for (const node of walkSpans(roots)) if (node.span.spanId === spanId) return node
  return undefined
}

/** Of all spans of a trace, by their ids. Asked when somebody searches: of a large one it is megabytes. */
export function useAttributes(traceId: string | undefined): ReadonlyMap<string, JsonObject> {
  const { value } = useAnswer('traces/:traceId', traceId === undefined ? undefined : { traceId })
  return useMemo(
    () => new Map((value?.spans ?? []).map(({ spanId, attributes }) => [spanId, attributes])),
    [value],
  )
}
