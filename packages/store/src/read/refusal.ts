import type { Failure } from 'protocol'

/** Thrown by handlers of the read API and caught in one place: the question cannot be answered. */
export class Refusal extends Error {
  readonly failure: Failure
  readonly status: number

  constructor(failure: Failure, status = 400) {
    super(failure.message)
    this.failure = failure
    this.status = status
  }
}

export function notFound(what: string, id: string): Refusal {
  const shown = id.slice(0, 80)
  return new Refusal(
    {
      code: 'not-found',
      message: `There is no ${what} ${shown}.`,
      position: undefined,
      fix: 'It may have been evicted, or belong to another data folder.',
    },
    404,
  )
}
