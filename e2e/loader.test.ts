import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openOverlayPage } from './loader/overlay-page.ts'
import type { OverlayPage, OverlayPageOptions } from './loader/overlay-page.ts'
import { sendEdit, sendError } from './loader/sent-error.ts'
import { makeViteApp, until } from './vite-plugin/vite-app.ts'
import type { ViteApp } from './vite-plugin/vite-app.ts'

let browser: Browser
let app: ViteApp
let url: string

beforeAll(async () => {
  browser = await openBrowser()
  app = makeViteApp({ version: 8 })
  ;({ url } = await app.start())
})

afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))

afterAll(async () => {
  await browser.close()
  await app.close()
})

/** A page of the app whose overlay is connected. */
async function visit(options?: OverlayPageOptions): Promise<OverlayPage> {
  const opened = await openOverlayPage(browser, url, options)
  await opened.pill.waitFor()
  await until(async () => (await toLabel(opened)).includes('loaded in'))
  return opened
}

async function toLabel({ pill }: OverlayPage): Promise<string> {
  return (await pill.getAttribute('aria-label')) ?? ''
}

describe('the pill', () => {
  test('says how long the page took, and counts new errors until somebody looks', async () => {
    const opened = await visit()
    expect(await toLabel(opened)).toMatch(/^Footlight, loaded in \d+\sms$/)

    await sendError(url, { value: 'counted' })
    await until(async () => (await toLabel(opened)).includes('1 new error'))
    await opened.pill.click()
    await opened.frame.locator('iframe').waitFor()
    expect(await toLabel(opened)).not.toContain('new error')
    expect(opened.complaints).toEqual([])
  })
})

describe('the toast', () => {
  test('says what failed, on which line, and after which save', async () => {
    const opened = await visit()
    await sendEdit(url, 'src/server/cart.ts', Date.now() - 1200)
    await sendError(url, { value: 'said in full' })
    await opened.toast.waitFor()
    const text = await opened.toast.innerText()
    expect(text).toContain('TypeError')
    expect(text).toContain('said in full')
    expect(text).toContain('return item.quantity * catalog.get(item.sku).price')
    expect(await opened.toast.locator('mark').innerText()).toBe('price')
    expect(text).toMatch(/1\.\d\ss after you saved src\/server\/cart\.ts:41/)
  })
})
