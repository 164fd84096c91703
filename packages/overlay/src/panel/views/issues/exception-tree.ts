import type { EventItem, Exception } from 'protocol'

/** An exception in its place among those it was raised with. */
export interface ExceptionNode {
  readonly exception: Exception
  /** In the event's `exceptions`: what sources are asked by. */
  readonly index: number
  readonly depth: number
  /** How it hangs together with the one above: `caused by`, `errors[0]`. */
  readonly link: string | undefined
}

/** Deeper trees than this are made to be deep. */
const DEPTH_LIMIT = 20

/**
 * The outermost first, below it what it was caused by or made of. SDKs send them the other way round,
 * as a chain, or as a tree by ids.
 */
export function toExceptionTree(exceptions: readonly Exception[]): readonly ExceptionNode[] {
  const known = exceptions.map((exception, index) => ({ exception, index }))
  const hasIds = known.some(({ exception }) => exception.mechanism?.parentId !== undefined)
  if (!hasIds) {
    return known.toReversed().map(({ exception, index }, place) => ({
      exception,
      index,
      depth: 0,
      link: place === 0 ? undefined : toLink(exception),
    }))
  }
  const ids = new Set(known.map(({ exception }) => exception.mechanism?.exceptionId))
  const children = new Map<number | undefined, typeof known>()
  for (const entry of known.toReversed()) {
    const { mechanism } = entry.exception
    const parent = mechanism?.parentId
    const isRoot = parent === undefined || !ids.has(parent) || parent === mechanism?.exceptionId
    const key = isRoot ? undefined : parent
    children.set(key, [...(children.get(key) ?? []), entry])
  }
  const nodes: ExceptionNode[] = []
  const seen = new Set<number>()
  const add = (parent: number | undefined, depth: number): void => {
    for (const { exception, index } of children.get(parent) ?? []) {
      if (seen.has(index)) continue
      seen.add(index)
      nodes.push({ exception, index, depth, link: depth === 0 ? undefined : toLink(exception) })
      const id = exception.mechanism?.exceptionId
      if (id !== undefined && depth < DEPTH_LIMIT) add(id, depth + 1)
    }
  }
  add(undefined, 0)
  // Two that name one another as parents hang on nothing, and are shown all the same.
  for (const { exception, index } of known) {
    if (!seen.has(index)) nodes.push({ exception, index, depth: 0, link: toLink(exception) })
  }
  return nodes
}

function toLink({ mechanism }: Exception): string {
  const source = mechanism?.source
  return source === undefined || source === 'cause' || source === '__cause__' ? 'caused by' : source
}

/** `unhandled · onerror`, as said at the side of an exception. */
export function toMechanismWords(exception: Exception | undefined): string {
  const mechanism = exception?.mechanism
  if (mechanism === undefined) return ''
  const { handled, type, description } = mechanism
  const how = handled === undefined ? [] : [handled ? 'handled' : 'unhandled']
  return [
    ...how,
    ...(type === 'generic' ? [] : [type]),
    ...(description ? [description] : []),
  ].join(' · ')
}

/** Whether nobody caught it; `undefined` where the SDK does not say. */
export function isUnhandled({ exceptions }: Pick<EventItem, 'exceptions'>): boolean | undefined {
  const told = exceptions.findLast(({ mechanism }) => mechanism?.handled !== undefined)
  return told?.mechanism?.handled === undefined ? undefined : !told.mechanism.handled
}
