import type { TraceSampling } from './api/read-api.ts'

/** What was decided about a trace, in the words of every reader: `sampled at 25 % (drew 0.13)`. */
export function toSamplingText({ rate, rand, isSampled }: TraceSampling): string {
  if (rate === undefined) return isSampled === false ? 'sampled away' : 'sampling left to others'
  const drawn = rand === undefined ? '' : ` (drew ${Number(rand.toPrecision(2))})`
  const share = `${Number((rate * 100).toPrecision(3))} %`
  return `${isSampled === false ? 'sampled away' : 'sampled'} at ${share}${drawn}`
}

/** The same, with who decided and who had to follow. */
export function toDecisionText(sampling: TraceSampling, services: readonly string[]): string {
  const { head } = sampling
  const by = head === undefined || head === '' ? '' : `, decided by ${head}`
  const heirs = services.length > 1 ? `, inherited by all of ${services.join(', ')}` : ''
  return `${toSamplingText(sampling)}${by}${heirs}`
}
