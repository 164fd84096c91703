import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openTrap } from './guard/trap.ts'
import { openOverlayPage } from './loader/overlay-page.ts'
import { makeViteApp } from './vite-plugin/vite-app.ts'

let browser: Browser

beforeAll(async () => {
  // A name that somebody else's server may have, for one of ours.
  browser = await openBrowser(['--host-resolver-rules=MAP *.test 127.0.0.1'])
})

afterAll(() => browser.close())

test.each([
  ['mirror', true],
  ['off', true],
  ['keep', false],
])('under %s it is said once that production gets something: %s', async (policy, isSaid) => {
  const trap = await openTrap()
  const host = trap.host.replace('127.0.0.1', 'o1.ingest.test')
  const app = makeViteApp({
    version: 8,
    config: `optimizeDeps: { include: ['@sentry/browser'] },`,
    options: `guard: '${policy}',`,
    files: {
      'src/main.ts': `import * as Sentry from '@sentry/browser'
Sentry.init({ dsn: 'http://public@${host}/42' })
Sentry.captureMessage('sent')
Object.assign(window, { sendAgain: () => Sentry.captureMessage('sent again') })
`,
    },
  })
  try {
    const { url } = await app.start()
    const { page, host: overlay, pill, frame, complaints } = await openOverlayPage(browser, url)
    const said = overlay.locator('.leaving')
    if (isSaid) {
      await said.waitFor()
      expect(await said.textContent()).toContain(
        `${host} gets what this app sends: the guard is set to ${policy}.`,
      )
      await said.getByText('Dismiss').click()
      expect(await said.count()).toBe(0)
    }
    const untilTold = watchLedger(page)
    await page.reload()
    await pill.hover()
    await overlay.locator('.menu').waitFor()
    await page.mouse.move(0, 0)
    await overlay.locator('.menu').waitFor({ state: 'hidden' })
    if (isSaid) {
      const told = untilTold()
      await page.evaluate('sendAgain()')
      await told
      await page.evaluate(() => new Promise(requestAnimationFrame))
    }
    expect(await said.count()).toBe(0)
    expect(trap.received.length > 0).toBe(isSaid)
    if (isSaid) {
      await page.evaluate(() => localStorage.clear())
      await page.reload()
      await said.getByText('What left').click()
      await frame.waitFor()
      expect(await said.count()).toBe(0)
    }
    expect(complaints).toEqual([])
  } finally {
    await app.close()
    await trap.close()
  }
})

/** Waits for the next time that the page is told what left. */
function watchLedger(page: Page): () => Promise<void> {
  let take: (() => void) | undefined
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).includes('"hosts":')) take?.()
    })
  })
  return () =>
    new Promise((resolve) => {
      take = resolve
    })
}
