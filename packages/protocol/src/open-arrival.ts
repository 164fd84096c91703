import type { Arrival, OpenArrival } from './arrival.ts'
import { createEntryAllowance, ENTRY_LIMIT } from './entry-allowance.ts'
import type { Problem } from './problem.ts'

/** Enough to see what is wrong with a batch; ten thousand broken entries say nothing more. */
const PROBLEM_LIMIT = 100

/** An arrival to be read, whose problems come into the list. */
export function toOpenArrival(arrival: Arrival, problems: Problem[]): OpenArrival {
  return {
    ...arrival,
    report: (code, offset, detail, item) => {
      if (problems.length < PROBLEM_LIMIT) problems.push({ code, offset, item, detail })
    },
    // Named whatever else is wrong: nothing else tells that there is more than is shown.
    allowance: createEntryAllowance(() => {
      const detail = `the first ${ENTRY_LIMIT} entries were read`
      problems.push({ code: 'payload-size', offset: 0, item: undefined, detail })
    }),
  }
}
