import type { TraceSampling } from './api/read-api.ts'

/** What was decided about a trace, in the words of every reader: `sampled at 25 %`. */
export function toSamplingText({ rate, isSampled }: TraceSampling): string {
  if (rate === undefined) return isSampled === false ? 'sampled away' : 'sampling left to others'
  const share = `${Number((rate * 100).toPrecision(3))} %`
  return `${isSampled === false ? 'sampled away' : 'sampled'} at ${share}`
}

/** The same, with what was drawn, who decided and who had to follow. */
export function toDecisionText(sampling: TraceSampling, services: readonly string[]): string {
  const { rand, head } = sampling
  const drawn = rand === undefined ? '' : ` (drew ${Number(rand.toPrecision(2))})`
  const by = head === undefined || head === '' ? '' : `, decided by ${head}`
  const heirs = services.length > 1 ? `, inherited by all of ${services.join(', ')}` : ''
  return `${toSamplingText(sampling)}${drawn}${by}${heirs}`
}
