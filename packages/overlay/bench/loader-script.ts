import type { Browser } from 'playwright-core'
import { toMedian } from '../../../e2e/bench/quantile.ts'
import { openThreadClock } from '../../../e2e/panel/thread-time.ts'

const ROUNDS = 9

/**
 * Script of the loader alone. It is time of the page's own thread, so that a busy machine does not
 * count; the page itself is measured with an empty loader, and taken off.
 */
export async function measureScript(
  browser: Browser,
  url: string,
  rate: number,
): Promise<{ readonly beforeLoad: number; readonly total: number }> {
  const measured: Record<'empty' | 'full', { load: number[]; total: number[] }> = {
    empty: { load: [], total: [] },
    full: { load: [], total: [] },
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of ['empty', 'full'] as const) {
      const context = await browser.newContext()
      const page = await context.newPage()
      if (kind === 'empty') {
        await page.route('**/__footlight/loader.js', (route) =>
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
  const { empty, full } = measured
  return {
    beforeLoad: toMedian(full.load) - toMedian(empty.load),
    total: toMedian(full.total) - toMedian(empty.total),
  }
}
