import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openPanelPage, waitForPanel } from './panel/open-panel.ts'
import { openThreadClock } from './panel/thread-time.ts'
import { makeFolder, openFootlight, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'

let footlight: Footlight
let browser: Browser
const folder = makeFolder()

const ERRORS = 2000

beforeAll(async () => {
  footlight = await openFootlight({ data: folder })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await footlight?.stop()
  removeFolder(folder)
})

/** Distinct, so that each is an issue of its own; ten to a request. */
async function sendErrors(count: number): Promise<void> {
  for (let first = 0; first < count; first += 10) {
    const items = Array.from({ length: 10 }, (_, index) => {
      const number = first + index
      const text = JSON.stringify({
        event_id: (number + 1).toString(16).padStart(32, '0'),
        timestamp: Date.now() / 1000,
        platform: 'javascript',
        fingerprint: [`speed ${number}`],
        exception: { values: [{ type: 'SpeedError', value: `went wrong the ${number}th way` }] },
      })
      return `{"type":"event","length":${Buffer.byteLength(text)}}\n${text}\n`
    })
    const address = `${footlight.url}/api/1/envelope/?sentry_key=public`
    const response = await fetch(address, { method: 'POST', body: `{}\n${items.join('')}` })
    await response.arrayBuffer()
  }
}

async function waitForTotal(page: Page, total: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector('.fl-query .fl-11')?.textContent === wanted,
    total.toLocaleString('en'),
    { timeout: 60_000 },
  )
}

describe('two thousand errors', () => {
  test('that arrive live are all there a second after they were kept', async () => {
    const page = await openPanelPage(browser, footlight, 'issues')
    await waitForPanel(page)
    const time = await openThreadClock(page)
    const before = await time()
    await sendErrors(ERRORS)
    await settle(footlight)
    const kept = performance.now()
    await waitForTotal(page, ERRORS)
    expect(performance.now() - kept).toBeLessThan(1000)
    const { script } = await time()
    expect(script - before.script).toBeLessThan(4000)
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(2000)
    await page.context().close()
  })

  test('are scrolled to the last with little work a frame', async () => {
    const page = await openPanelPage(browser, footlight, 'issues')
    await waitForPanel(page)
    const time = await openThreadClock(page)
    const before = await time()
    const frames = await page.evaluate(async (last) => {
      const scroller = document.querySelector('.fl-scroll')
      let count = 0
      const isThere = (): boolean =>
        document.querySelector(`.fl-rows [aria-rowindex="${last}"]`) !== null
      while (!isThere() && count < 3000) {
        scroller?.scrollBy(0, 400)
        await new Promise(requestAnimationFrame)
        count += 1
      }
      return count
    }, ERRORS)
    const { script } = await time()
    expect(frames).toBeLessThan(3000)
    expect((script - before.script) / frames).toBeLessThan(8)
    await page.context().close()
  })

  test('are no reason for the panel to open late', async () => {
    const page = await openPanelPage(browser, footlight, 'health')
    const time = await openThreadClock(page)
    await page.goto(`${footlight.url}/__footlight/issues`)
    await page.waitForSelector('.fl-rows [role=row]')
    const { task } = await time()
    expect(task).toBeLessThan(300)
    await page.context().close()
  })
})

test('a lost connection says so, and goes on without a gap once it is back', async () => {
  const port = Number(new URL(footlight.url).port)
  const page = await openPanelPage(browser, footlight, 'issues')
  await waitForPanel(page)
  await footlight.stop()
  await page.waitForSelector('.fl-banner')
  expect(await page.locator('.fl-foot').textContent()).toContain('Offline')
  expect(await page.locator('.fl-rows [role=row]').count()).toBeGreaterThan(0)

  footlight = await openFootlight({ data: folder, flags: ['--port', String(port)] })
  const text = JSON.stringify({ event_id: 'ab'.repeat(16), message: 'while it was away' })
  await fetch(`${footlight.url}/api/1/envelope/?sentry_key=public`, {
    method: 'POST',
    body: `{}\n{"type":"event","length":${text.length}}\n${text}\n`,
  })
  await page.waitForSelector('.fl-banner', { state: 'detached', timeout: 60_000 })
  await page.getByText('while it was away').first().waitFor({ timeout: 60_000 })
  await page.context().close()
})
