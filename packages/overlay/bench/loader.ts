import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { openBrowser } from '../../../e2e/browser.ts'
import { setup } from '../../../e2e/build-package.ts'
import { openOverlayPage } from '../../../e2e/loader/overlay-page.ts'
import { toMedian } from '../../../e2e/bench/quantile.ts'
import { makeViteApp } from '../../../e2e/vite-plugin/vite-app.ts'
import { measureScript } from './loader-script.ts'

/**
 * What the loader costs a page: bytes, script, and how long it is from an error to the count in
 * the pill.
 */
const ERRORS = 20

/** In the page: posts an error as an SDK would, and waits for the pill to count it. */
async function measureBadge(page: Page, number: number): Promise<number> {
  return page.evaluate(async (count) => {
    const pill = document
      .querySelector('#sentry-spotlight-footlight')
      ?.shadowRoot?.querySelector('.pill')
    if (!pill) throw new Error('there is no pill')
    const event = {
      event_id: String(count).padStart(32, '0'),
      fingerprint: [`badge ${count}`],
      exception: { values: [{ type: 'Error', value: `badge ${count}` }] },
    }
    const counted = new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (!pill.getAttribute('aria-label')?.includes(`${count} new error`)) return
        observer.disconnect()
        resolve()
      })
      observer.observe(pill, { attributes: true })
    })
    const start = performance.now()
    const body = [{ event_id: event.event_id }, { type: 'event' }, event]
      .map((part) => JSON.stringify(part))
      .join('\n')
    void fetch('/__footlight/stream', { method: 'POST', body })
    await counted
    return performance.now() - start
  }, number)
}

// The build is the repository's.
process.chdir(fileURLToPath(new URL('../../..', import.meta.url)))
await setup()
for (const file of ['loader.js', 'surfaces.js']) {
  const bytes = gzipSync(readFileSync(`packages/cli/dist/assets/${file}`)).length
  console.log(`${file.padEnd(32)} ${(bytes / 1024).toFixed(2)} KB gzip`)
}
const browser = await openBrowser()
const app = makeViteApp({ version: 8, files: { 'src/main.ts': '' } })
try {
  const { url } = await app.start()
  for (const rate of [1, 4]) {
    const { beforeLoad, total, capture } = await measureScript(browser, url, rate)
    console.log(`script until load, CPU / ${rate}`.padEnd(32), `${beforeLoad.toFixed(1)} ms`)
    console.log(`script in all, CPU / ${rate}`.padEnd(32), `${total.toFixed(1)} ms`)
    console.log(`capture without an SDK, CPU / ${rate}`.padEnd(32), `${capture.toFixed(1)} ms`)
  }
  const { page, pill } = await openOverlayPage(browser, url)
  await pill.waitFor()
  const times: number[] = []
  for (let number = 1; number <= ERRORS; number++) times.push(await measureBadge(page, number))
  console.log('error to badge, median'.padEnd(32), `${toMedian(times).toFixed(0)} ms`)
} finally {
  await browser.close()
  await app.close()
}
