import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openOverlayPage } from './loader/overlay-page.ts'
import { makeViteApp } from './vite-plugin/vite-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

/** Counts how often anybody is told of a request. */
function countHeard(): void {
  let count = 0
  const { PerformanceObserver: Native } = window
  window.PerformanceObserver = class extends Native {
    constructor(hear: PerformanceObserverCallback) {
      super((list, observer) => {
        if (list.getEntriesByType('resource').length > 0) count++
        hear(list, observer)
      })
    }
  }
  // With an SDK of its own on the way, which our capture would otherwise stand in for.
  Object.assign(window, { readHeard: () => count, Sentry: { forceLoad: () => undefined } })
}

/** Asks so often, one after the other, and waits until it is known to the page. */
async function ask(page: Page, count: number): Promise<number> {
  return page.evaluate(async (times) => {
    for (let time = 0; time < times; time++) await fetch(`/index.html?${time}`)
    // Whoever listens is told before somebody who began later.
    await new Promise((resolve) => {
      const observer = new PerformanceObserver(resolve)
      observer.observe({ type: 'mark', buffered: true })
      performance.mark('asked')
    })
    return (Reflect.get(window, 'readHeard') as () => number)()
  }, count)
}

test('a page that asks without end is not listened to each time, until it goes elsewhere', async () => {
  const app = makeViteApp({ version: 8, files: { 'src/main.ts': 'export {}\n' } })
  try {
    const { url } = await app.start()
    const { page, pill } = await openOverlayPage(browser, url, { before: countHeard })
    await pill.waitFor()
    expect(await ask(page, 30)).toBeGreaterThan(10)
    const full = await ask(page, 620)
    expect(full).toBeGreaterThan(100)
    expect(await ask(page, 50)).toBe(full)
    await page.evaluate(() => history.pushState({}, '', '/elsewhere'))
    expect(await ask(page, 50)).toBeGreaterThan(full)
  } finally {
    await app.close()
  }
})
