import type { SpanItem, SpanOutline } from 'protocol'

/** A span as the list has it, where its trace puts it: there clocks that are out of step are brought together. */
export function toPlacedSpan(
  span: SpanItem,
  { start, selfTime }: Pick<SpanOutline, 'start' | 'selfTime'>,
): SpanItem {
  const clockShift = start - span.start
  return { ...span, start, selfTime, clockShift: clockShift === 0 ? undefined : clockShift }
}
