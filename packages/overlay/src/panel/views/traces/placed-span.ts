import type { SpanItem } from 'protocol'
import { toOwnTime } from '../../span/span-tree.ts'
import type { SpanNode } from '../../span/span-tree.ts'

/** Less is not a clock that is out of step, but two ways to write a number. */
const SHIFT_FROM = 0.01

/** A span as the list has it, where its trace puts it: there clocks that are out of step are brought together. */
export function toPlacedSpan(span: SpanItem, node: SpanNode): SpanItem {
  const { start } = node.span
  const shift = start - span.start
  const clockShift = Math.abs(shift) < SHIFT_FROM ? undefined : shift
  return { ...span, start, selfTime: toOwnTime(node), clockShift }
}
