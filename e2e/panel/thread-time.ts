import type { Page } from 'playwright-core'

/**
 * What a page has cost so far, in milliseconds of its thread's own time and not of the clock: on a
 * machine that does other things as well a clock measures those.
 */
export interface ThreadTime {
  readonly script: number
  readonly task: number
}

export async function openThreadClock(page: Page): Promise<() => Promise<ThreadTime>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    const of = (name: string): number =>
      (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000
    return { script: of('ScriptDuration'), task: of('TaskDuration') }
  }
}
