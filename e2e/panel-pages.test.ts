import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { readCapture } from './corpus/capture.ts'
import { openOverlayPage } from './loader/overlay-page.ts'
import { openCartApi } from './panel/cart-api.ts'
import type { CartApi } from './panel/cart-api.ts'
import { sendCartPage, sendNextPage, sendReactPage } from './panel/cart-page.ts'
import { findUnreached } from './panel/keyboard-walk.ts'
import { openPanelPage, waitForPanel } from './panel/open-panel.ts'
import { makeFolder, openFootlight, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'
import { sendAsRequests } from './sidecar/send-capture.ts'
import { startPlayground } from './started-playground.ts'
import type { StartedPlayground } from './started-playground.ts'
import { makeViteApp } from './vite-plugin/vite-app.ts'
import type { ViteApp } from './vite-plugin/vite-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))

afterAll(() => browser.close())

/** A row of the time line by a part of its text. */
function findRow(panel: FrameLocator | Page, text: string | RegExp): Locator {
  return panel.locator('.fl-wf .r').filter({ hasText: text })
}

async function toLevel(row: Locator): Promise<number> {
  return Number(await row.first().getAttribute('aria-level'))
}

describe('a page of a dev server, without any SDK in it', () => {
  let api: CartApi
  let app: ViteApp
  let url: string

  beforeAll(async () => {
    api = await openCartApi()
    const config = `server: { proxy: { '/api': 'http://127.0.0.1:${api.port}' } },`
    app = makeViteApp({ version: 8, files: { 'src/main.ts': main }, config })
    ;({ url } = await app.start())
    api.reportTo(`${url}__footlight/stream`)
  })

  afterAll(async () => {
    api.close()
    await app.close()
  })

  test('shows its document, files and requests, what the server did, an error and a save', async () => {
    const { page, pill, frame } = await openOverlayPage(browser, url)
    await page.getByText('3 in the cart').waitFor()
    await pill.click()
    const panel = frame.locator('iframe').contentFrame()
    await panel.locator('.fl-page-head .fl-chip:has-text("this page")').waitFor()
    await findRow(panel, /^GET \/.*document/).waitFor()
    await findRow(panel, /main\.ts|modules/)
      .first()
      .waitFor()

    const query = findRow(panel, 'SELECT * FROM cart')
    await query.waitFor()
    const fetched = findRow(panel, /GET \/api\/cart.*fetch/)
    await fetched.waitFor()
    expect(await toLevel(fetched)).toBe(2)
    expect(await toLevel(findRow(panel, /GET \/api\/cart.*an-api/))).toBe(3)
    expect(await toLevel(query)).toBe(4)
    expect(await toLevel(findRow(panel, 'No price for MUG-07'))).toBe(4)
    await panel.locator('.fl-vital:has-text("FCP")').waitFor()
    await panel.locator('.fl-find-i:has-text("No price for MUG-07")').waitFor()

    app.write('src/greeting.ts', "export const greeting: string = 'hello again'\n")
    await panel.locator('.fl-flag:has-text("saved greeting.ts")').waitFor()
    expect(await panel.locator('.fl-vl.you').count()).toBeGreaterThan(0)

    await findRow(panel, 'No price for MUG-07').click()
    await panel.getByRole('heading', { name: /No price for MUG-07/ }).waitFor()
  })
})

const main = `import { greeting } from './greeting.ts'
import.meta.hot?.accept('./greeting.ts', () => undefined)
const text = document.querySelector('#text')
fetch('/api/cart')
  .then((answer) => answer.json())
  .then(({ items }) => { if (text) text.textContent = items + ' in the cart, ' + greeting })
`

describe('the shop, with an SDK in its page and in its server', () => {
  let shop: StartedPlayground

  beforeAll(async () => {
    shop = await startPlayground('shop')
  }, 240_000)

  afterAll(() => shop.stop())

  test('is told once, from the document to the SQL of its lamps', async () => {
    const { page, pill, frame } = await openOverlayPage(browser, shop.addresses.page ?? '')
    await page.getByRole('listitem').nth(5).waitFor()
    await pill.click()
    const panel = frame.locator('iframe').contentFrame()
    const fetched = findRow(panel, /GET \/api\/products.*fetch/)
    await fetched.waitFor()
    const answered = findRow(panel, /GET \/api\/products/)
    await findRow(panel, /SELECT .*FROM product/)
      .first()
      .waitFor()
    expect(await fetched.count()).toBe(1)
    expect(await answered.count()).toBe(2)
    expect(await findRow(panel, /document/).count()).toBe(1)
    expect(await findRow(panel, 'pageload').count()).toBe(0)
    expect(await toLevel(findRow(panel, /modules/))).toBe(2)
  })

  test('what a click led to stands beside the load, and its error leads to the issue', async () => {
    const { page, pill, frame } = await openOverlayPage(browser, shop.addresses.page ?? '')
    await page.getByRole('listitem').nth(5).waitFor()
    await page.getByText('Server error', { exact: true }).click()
    await pill.click()
    const panel = frame.locator('iframe').contentFrame()
    await findRow(panel, /POST \/api\/checkout.*500/)
      .first()
      .waitFor()
    await panel.locator('.fl-find-i:has-text("failed")').waitFor()
    const error = findRow(panel, 'TypeError').first()
    await error.waitFor()
    await error.click()
    await panel.locator('.fl-ihead').waitFor()
  })
})

describe('on its own', () => {
  const folder = makeFolder()
  let footlight: Footlight
  const time = Date.now() - 60_000

  beforeAll(async () => {
    footlight = await openFootlight({ data: folder })
    await sendCartPage(footlight, time)
    await settle(footlight)
  })

  afterAll(async () => {
    await footlight.stop()
    removeFolder(folder)
  })

  async function open(path: string, theme: 'light' | 'dark' = 'light'): Promise<Page> {
    const page = await openPanelPage(browser, footlight, path, { theme })
    await waitForPanel(page)
    return page
  }

  test('the panel opens with the newest page load', async () => {
    const page = await open('')
    await page.locator('.fl-page-head h1:has-text("/cart")').waitFor()
    expect(new URL(page.url()).pathname).toBe('/__footlight/')
  })

  test('earlier loads are a key away, and all of them another', async () => {
    const page = await open('pages')
    await page.keyboard.press('[')
    await page.waitForURL('**/pages/before')
    await page.keyboard.press(']')
    await page.waitForURL('**/pages/cart')
    await page.keyboard.press('o')
    await page.locator('[role=grid] [role=row]:has-text("1 failed")').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/pages/before')
  })

  test('what stands out has a number, and leads to its row', async () => {
    const page = await open('pages')
    await page.keyboard.press('3')
    await page.locator('.fl-wf .r.on:has-text("151 ×")').waitFor()
    await page.locator('.fl-find-i.on:has-text("151 queries in one request")').waitFor()
    await page.keyboard.press('1')
    await page.waitForURL('**/issues/**')
  })

  test('a span leads to its trace', async () => {
    const page = await open('pages?row=ca00000000000001')
    await page.getByRole('button', { name: 'Open in trace' }).waitFor()
    await page.locator('.fl-wf').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/traces/ca47*span=ca00000000000001')
  })

  test('what an SDK in the page traced is told once, beside what the browser measured', async () => {
    const { requests } = readCapture('e2e/fixtures/captures/react-11.12.0/errors-and-pageload')
    await sendAsRequests(footlight, requests, 'pages')
    await sendReactPage(footlight)
    await settle(footlight)
    const page = await open('pages/react')
    const names = await page.locator('.fl-wf .r .nm .what').allTextContents()
    expect(names).toEqual([
      'GET /shop',
      'index-dbYlR77k.js',
      'Price',
      expect.stringMatching(/^TypeError /),
      expect.stringMatching(/^RangeError /),
    ])
  })

  const places = [
    'pages',
    'pages?row=page-document',
    'pages?row=ca00000000000001',
    'pages?list=all',
  ]

  test.each([...places, 'pages?tab=gone'])(
    'axe finds nothing in either theme: %s',
    async (path) => {
      for (const theme of ['light', 'dark'] as const) {
        const page = await open(path, theme)
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`),
        ).toEqual([])
      }
    },
  )

  test.each(places)('the keyboard reaches everything that can be done: %s', async (path) => {
    expect(await findUnreached(await open(path))).toEqual([])
  })

  test('who reads a load is not taken to the next: it is offered', async () => {
    const page = await open('pages')
    await page.keyboard.press('j')
    await sendNextPage(footlight, time + 20_000)
    await page.getByRole('button', { name: 'A newer load' }).waitFor()
    expect(await findRow(page, 'GET /cart').getAttribute('aria-selected')).toBe('true')
    await page.getByRole('button', { name: 'A newer load' }).click()
    await page.locator('.fl-page-head h1:has-text("/done")').waitFor()
  })
})

test('where no page was ever loaded the panel opens with what went wrong, and says how to begin', async () => {
  const folder = makeFolder()
  const footlight = await openFootlight({ data: folder })
  const page = await openPanelPage(browser, footlight, '')
  await page.waitForURL('**/__footlight/issues')
  await page.goto(`${footlight.url}/__footlight/pages`)
  await page.getByText('No page loads yet').waitFor()
  const line = await page.locator('.fl-paste code').textContent()
  expect(line).toBe(`<script src="${footlight.url}/__footlight/loader.js"></script>`)
  await footlight.stop()
  removeFolder(folder)
})
