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
  const place =
    position === undefined || query === undefined
      ? []
      : [`  ${query}`, `  ${' '.repeat(Math.min(position, query.length))}^`]
  return [message, ...place, ...(fix === undefined ? [] : [fix])].join('\n')
}
