import type { Vital } from 'protocol'

export type VitalRating = 'good' | 'needs-improvement' | 'poor'

/** Where good ends and poor begins. @see https://web.dev/articles/vitals */
export const vitalLimits: Readonly<Record<Vital['name'], readonly [good: number, poor: number]>> = {
  lcp: [2500, 4000],
  inp: [200, 500],
  cls: [0.1, 0.25],
  fcp: [1800, 3000],
  ttfb: [800, 1800],
}

export function toVitalRating({ name, value }: Pick<Vital, 'name' | 'value'>): VitalRating {
  const [good, poor] = vitalLimits[name]
  if (value <= good) return 'good'
  return value <= poor ? 'needs-improvement' : 'poor'
}

/** The vital that is furthest beyond good; undefined while all are. */
export function toWorstVital(vitals: readonly Vital[]): Vital | undefined {
  return vitals
    .filter((vital) => toVitalRating(vital) !== 'good')
    .toSorted((a, b) => excess(b) - excess(a))[0]
}

function excess({ name, value }: Vital): number {
  return value / vitalLimits[name][0]
}
