import type { Failure } from 'protocol'

/** Thrown by tools and caught in one place: the agent is told what was wrong and what would be right. */
export class ToolFailure extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

export function toToolFailure(message: string, fix?: string): ToolFailure {
  return new ToolFailure({ code: 'tool', message, position: undefined, fix })
}

/** With the query and a mark below where it goes wrong. */
export function toFailureText(
  { message, position, fix }: Failure,
  query: string | undefined,
): string {
  const place = position === undefined || query === undefined ? [] : toPlace(query, position)
  return [message, ...place, ...(fix === undefined ? [] : [fix])].join('\n')
}

/** Of a long query, so much on each side of the mistake is told. */
const AROUND = 120

function toPlace(query: string, position: number): readonly string[] {
  const at = Math.min(position, query.length)
  const from = Math.max(at - AROUND, 0)
  const excerpt = query.slice(from, at + AROUND).replaceAll('\n', ' ')
  return [`  ${excerpt}`, `  ${' '.repeat(at - from)}^`]
}
