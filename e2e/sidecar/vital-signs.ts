import { expect } from 'vitest'
import type { VitalSigns } from './observer.ts'

/** Nothing may take more memory, or keep the sidecar from answering. */
const RSS_LIMIT = 300
const HEALTH_LIMIT = 100

/** Fewer samples say nothing. */
const ENOUGH = 10

export function expectWell(signs: VitalSigns, what: string): void {
  const { rss, median, p90, greatest, slowness, samples } = signs
  const figures = [rss, median, p90, greatest].map((value) => value.toFixed(0).padStart(5))
  if (samples >= ENOUGH)
    console.log(`${figures.join('')} ${slowness.toFixed(1).padStart(5)}   ${what}`)
  expect(rss).toBeLessThan(RSS_LIMIT)
  expect(greatest).toBeLessThan(Infinity)
  if (samples >= ENOUGH) expect(median).toBeLessThan(HEALTH_LIMIT * slowness)
}
