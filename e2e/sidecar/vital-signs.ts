import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import type { Footlight } from './footlight.ts'

/** How a sidecar was since it was last asked: memory in megabytes, answers of `/health` in milliseconds. */
export interface VitalSigns {
  readonly rss: number
  readonly median: number
  readonly p90: number
  readonly greatest: number
  readonly samples: number
  /** How much longer its main thread took for its work than it would have had the machine been its own. */
  readonly slowness: number
}

export interface Observer {
  readonly take: () => Promise<VitalSigns>
  readonly close: () => void
}

export function observe({ url, process: { pid } }: Footlight): Observer {
  const program = fileURLToPath(new URL('measure-vital-signs.ts', import.meta.url))
  const child = fork(program, [url, String(pid)], {
    execArgv: ['--import', '@oxc-node/core/register'],
  })
  return {
    take: async () => {
      child.send('take')
      const [signs] = (await once(child, 'message')) as [VitalSigns]
      return signs
    },
    close: () => child.kill(),
  }
}

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
