import type { TraceState } from 'protocol'
import type { Losses } from './losses.ts'
import type { Traces } from './traces.ts'

/** Names of transactions may be whole addresses. */
const HEAD_LIMIT = 500

/** What an envelope's header says of its trace: told once, however many envelopes say it. */
export function addSampling(
  { traceId, sampleRate: rate, sampleRand: rand, isSampled, transaction }: TraceState,
  service: string | undefined,
  { traces, losses }: { readonly traces: Traces; readonly losses: Losses },
): void {
  if (traceId === undefined) return
  const head = transaction?.slice(0, HEAD_LIMIT)
  const isFirst = traces.addSampling(traceId, { rate, rand, isSampled, head })
  if (!isFirst || isSampled === false || rate === undefined || rate >= 1 || rate <= 0) return
  // For each trace kept at this rate, as many as this were not.
  losses.add(service, 'sdk', `traces sampled at ${rate}`, 'trace', Math.round(1 / rate) - 1)
}
