import type { JsonObject } from 'protocol'
import { toOwnTime, walkSpans } from '../../span/span-tree.ts'
import type { SpanNode, TreeSpan } from '../../span/span-tree.ts'
import { isFailed } from '../../span/span-words.ts'

/**
 * Spans in which a text occurs: in the name, the op, or a key or value of an attribute, of which
 * the tree has few and `attributes` has all, by the ids of spans.
 */
export function findText(
  roots: readonly SpanNode[],
  text: string,
  attributes: ReadonlyMap<string, JsonObject>,
): readonly SpanNode[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  return [...walkSpans(roots)].filter(({ span }) =>
    isFound(span, attributes.get(span.spanId) ?? span.attributes ?? {}, wanted),
  )
}

function isFound({ name, op, spanId }: TreeSpan, attributes: JsonObject, wanted: string): boolean {
  if (name.toLowerCase().includes(wanted) || op.toLowerCase().includes(wanted)) return true
  if (spanId.startsWith(wanted)) return true
  return JSON.stringify(attributes).toLowerCase().includes(wanted)
}

/** Spans that failed or in which an error happened, in the order of rows. */
export function findFailed(
  roots: readonly SpanNode[],
  errorSpans: ReadonlySet<string | undefined>,
): readonly SpanNode[] {
  const failed: SpanNode[] = []
  for (const node of walkSpans(roots)) {
    if (isFailed(node.span) || errorSpans.has(node.span.spanId)) failed.push(node)
  }
  return failed
}

/** Of the spans that did something themselves, the one that took longest. */
export function findSlowest(roots: readonly SpanNode[]): SpanNode | undefined {
  let slowest: SpanNode | undefined
  let longest = -1
  for (const node of walkSpans(roots)) {
    const own = toOwnTime(node)
    if (own <= longest) continue
    longest = own
    slowest = node
  }
  return slowest
}

/** The one after, or before, where one is; around the end to the beginning. */
export function toNext<T>(list: readonly T[], current: T | undefined, by: 1 | -1): T | undefined {
  if (list.length === 0) return undefined
  const index = current === undefined ? -1 : list.indexOf(current)
  if (index === -1) return by === 1 ? list[0] : list.at(-1)
  return list[(index + by + list.length) % list.length]
}
