import type { Browser } from 'playwright-core'
import { toMedian } from '../../../e2e/bench/quantile.ts'
import { openThreadClock } from '../../../e2e/panel/thread-time.ts'

const ROUNDS = 9

/** What of ours a page does not get in each of the measurements. */
const missing = { page: 'loader', loader: 'capture', capture: undefined } as const

export interface ScriptFigures {
  readonly beforeLoad: number
  readonly total: number
  /** Only where no SDK is in the page, once it has loaded. */
  readonly capture: number
}

/**
 * Script of the loader alone. It is time of the page's own thread, so that a busy machine does not
 * count; the page itself is measured with an empty loader, and taken off.
 */
export async function measureScript(
  browser: Browser,
  url: string,
  rate: number,
): Promise<ScriptFigures> {
  const measured: Record<keyof typeof missing, { load: number[]; total: number[] }> = {
    page: { load: [], total: [] },
    loader: { load: [], total: [] },
    capture: { load: [], total: [] },
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of ['page', 'loader', 'capture'] as const) {
      const context = await browser.newContext()
      const page = await context.newPage()
      const file = missing[kind]
      if (file !== undefined) {
        await page.route(`**/__footlight/${file}.js`, (route) =>
          route.fulfill({ contentType: 'text/javascript', body: '' }),
        )
      }
      const session = await context.newCDPSession(page)
      await session.send('Emulation.setCPUThrottlingRate', { rate })
      const time = await openThreadClock(page)
      await page.goto(`${url}?footlight=on`)
      measured[kind].load.push((await time()).script)
      // The page load is told a second later; there is nothing of it to be seen in the page.
      await page.waitForTimeout(2500)
      measured[kind].total.push((await time()).script)
      await context.close()
    }
  }
  const { page, loader, capture } = measured
  return {
    beforeLoad: toMedian(loader.load) - toMedian(page.load),
    total: toMedian(loader.total) - toMedian(page.total),
    capture: toMedian(capture.total) - toMedian(loader.total),
  }
}
