import { toVitalRating, toWorstVital } from '../../../vital-rating.ts'
import type { VitalRating } from '../../../vital-rating.ts'
import { toCounted } from '../../format/number.ts'
import { toEntrySpans } from './page-entries.ts'
import { toVitalText } from './vital-gauge.ts'
import type { PageItem } from './which-page.ts'

/** A page load in a line. */
export interface PageSummary {
  readonly words: string
  /** Requests that did. */
  readonly failed: number
  readonly worst:
    | { readonly name: string; readonly value: string; readonly rating: VitalRating }
    | undefined
}

export const navigationWords: Readonly<Record<PageItem['navigation'], string>> = {
  load: 'load',
  reload: 'reload',
  'back-forward': 'back or forward',
  soft: 'soft navigation',
  prerender: 'prerendered',
}

export function toPageSummary(page: PageItem): PageSummary {
  const measured = toEntrySpans(page)
  const requests = measured.filter(({ entry, path }) => entry !== undefined && path !== undefined)
  const fetches = requests.filter(({ type }) => type === 'fetch')
  const worst = toWorstVital(page.vitals)
  const words = [navigationWords[page.navigation], toCounted(requests.length, 'request')]
  if (fetches.length > 0) words.push(`${fetches.length} of them its own`)
  return {
    words: words.join(' · '),
    failed: requests.filter(({ span }) => span.status !== undefined).length,
    worst: worst && {
      name: worst.name.toUpperCase(),
      value: toVitalText(worst),
      rating: toVitalRating(worst),
    },
  }
}
