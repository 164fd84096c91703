import type { Vital } from 'protocol'
import { toVitalRating, vitalLimits } from '../../../vital-rating.ts'
import type { VitalRating } from '../../../vital-rating.ts'
import { toDurationText } from '../../format/duration.ts'

/** A vital as it stands in the head. */
export interface VitalGauge {
  readonly name: string
  readonly value: string
  readonly rating: VitalRating
  readonly words: string
  /** Where on the gauge it stands, in percent; each rating is a third of it. */
  readonly place: number
  readonly target: string | undefined
  /** What it is called in full, and where good ends. */
  readonly title: string
}

const order: readonly Vital['name'][] = ['lcp', 'fcp', 'ttfb', 'inp', 'cls']

const fullNames: Readonly<Record<Vital['name'], string>> = {
  lcp: 'Largest contentful paint',
  fcp: 'First contentful paint',
  ttfb: 'Time to first byte',
  inp: 'Interaction to next paint',
  cls: 'Cumulative layout shift',
}

export const ratingWords: Readonly<Record<VitalRating, string>> = {
  good: 'good',
  'needs-improvement': 'needs work',
  poor: 'poor',
}

/** The vitals of a page load, those that every load has first. */
export function toVitalGauges(vitals: readonly Vital[]): readonly VitalGauge[] {
  return order.flatMap((name) => {
    const vital = vitals.find((each) => each.name === name)
    if (vital === undefined) return []
    const rating = toVitalRating(vital)
    const [good] = vitalLimits[name]
    const limit = toVitalText({ name, value: good })
    return [
      {
        name: name.toUpperCase(),
        value: toVitalText(vital),
        rating,
        words: ratingWords[rating],
        place: toPlace(vital),
        target: vital.target,
        title: `${fullNames[name]}: ${ratingWords[rating]}. Good is up to ${limit}.`,
      },
    ]
  })
}

export function toVitalText({ name, value }: Pick<Vital, 'name' | 'value'>): string {
  return name === 'cls' ? String(Number(value.toFixed(3))) : toDurationText(Math.round(value))
}

const THIRD = 100 / 3

function toPlace({ name, value }: Pick<Vital, 'name' | 'value'>): number {
  const [good, poor] = vitalLimits[name]
  if (value <= good) return (value / good) * THIRD
  if (value <= poor) return THIRD + ((value - good) / (poor - good)) * THIRD
  return Math.min(2 * THIRD + ((value - poor) / poor) * THIRD, 100)
}
