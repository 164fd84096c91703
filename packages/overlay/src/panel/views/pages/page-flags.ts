import { toVitalRating } from '../../../vital-rating.ts'
import { toPlaceText } from '../../shell/place-text.ts'
import type { WaterfallFlag } from '../../waterfall/placed-flags.ts'
import type { PageStory } from './page-story.ts'
import { toVitalText } from './vital-gauge.ts'

/** What the axis of a page load names: its paints, when it was loaded, and your saves. */
export function toPageFlags({ page, edits, builds, clock }: PageStory): readonly WaterfallFlag[] {
  const paints = page.vitals
    .filter(({ name }) => name === 'fcp' || name === 'lcp')
    .map((vital): WaterfallFlag => {
      const words = `${vital.name.toUpperCase()} ${toVitalText(vital)}`
      const tone = toVitalRating(vital) === 'good' ? 'plain' : 'bad'
      return { time: clock.toShown(page.time + vital.value), words, tone }
    })
  const saves = edits.map((edit): WaterfallFlag => {
    const words = `saved ${toPlaceText(edit)}`
    return { time: clock.toShown(edit.time), words, tone: 'you' }
  })
  const loaded: readonly WaterfallFlag[] =
    page.duration === undefined || page.navigation === 'soft'
      ? []
      : [{ time: clock.toShown(page.time + page.duration), words: 'loaded', tone: 'plain' }]
  const failures = builds.map(({ time }): WaterfallFlag => {
    return { time: clock.toShown(time), words: 'build failed', tone: 'bad' }
  })
  return [...paints, ...loaded, ...saves, ...failures]
}
