import type { SpanItem } from 'protocol'

/** A span from one time to another, called as its id. */
export function makeSpan(
  spanId: string,
  parentSpanId: string | undefined,
  start: number,
  end: number,
  more: Partial<SpanItem> = {},
): SpanItem {
  const known = { spanId, parentSpanId, start, duration: end - start, selfTime: end - start }
  const said = { op: 'task', name: spanId, attributes: {}, status: 'ok', ...more }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a fixture: only what trees look at
  return { ...known, ...said } as SpanItem
}

/** A root, and three below it. */
export const request: readonly SpanItem[] = [
  makeSpan('root', undefined, 0, 100),
  makeSpan('auth', 'root', 5, 15),
  makeSpan('query', 'root', 20, 90, { op: 'db', attributes: { 'db.query.text': 'SELECT 1' } }),
  makeSpan('log', 'root', 30, 40),
]
