import type { Browser, Page } from 'playwright-core'
import type { Footlight } from '../sidecar/footlight.ts'

export interface PanelOptions {
  readonly theme?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
}

/** The panel in a window of its own, let in by the link that the terminal prints. */
export async function openPanelPage(
  browser: Browser,
  { url, token }: Pick<Footlight, 'url' | 'token'>,
  path: string,
  { theme = 'light', width = 1280, height = 800 }: PanelOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ colorScheme: theme, viewport: { width, height } })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const address = new URL(`${url}/__footlight/${path}`)
  address.searchParams.set('token', token)
  await page.goto(address.href)
  return page
}

/** Until the panel has asked, been answered and drawn: nothing of it is only just coming. */
export async function waitForPanel(page: Page): Promise<void> {
  await page.waitForSelector('.fl-foot >> text=Live')
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
}
