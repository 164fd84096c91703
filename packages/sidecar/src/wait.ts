import { setTimeout } from 'node:timers/promises'
import type { Parameters } from 'protocol'
import type { JsonReply } from 'store'
import type { Pulse } from './pulse.ts'

/** Nobody waits longer; who wants to asks again. */
const WAIT_LIMIT = 60_000

/** Between two looks at the same question. */
const PAUSE = 50

/** A question that may be asked again. */
export interface Asked {
  readonly ask: (parameters: Parameters) => Promise<JsonReply>
  /** Grows with whatever may change the answer. */
  readonly revision: () => number
}

/**
 * Asks, and with `wait` asks again after each commit until there is something to answer or time is
 * up: for tests and agents that have just done what they want to see.
 */
export async function askUntil(
  { ask, revision }: Asked,
  pulse: Pulse,
  parameters: Parameters,
  signal: AbortSignal,
): Promise<JsonReply> {
  const { wait, ...question } = parameters
  const end = performance.now() + readWait(wait)
  for (;;) {
    const before = revision()
    const answer = await ask(question)
    const left = end - performance.now()
    if (left <= 0 || signal.aborted || isAnswered(answer)) return answer
    if (revision() === before) await pulse.next(left, signal)
    // Commits follow one another every few milliseconds under load.
    await setTimeout(PAUSE, undefined, { signal }).catch(() => undefined)
  }
}

function readWait(wait: string | undefined): number {
  const milliseconds = Number(wait ?? 0)
  return Number.isFinite(milliseconds) ? Math.min(Math.max(milliseconds, 0), WAIT_LIMIT) : 0
}

/** A list with an item, or a thing that is there. What is asked wrongly will not become right. */
function isAnswered(answer: JsonReply): boolean {
  if (!answer.ok) return answer.status !== 404
  // Every list begins so: see `List`.
  return !answer.json.startsWith('{"items":[]')
}
