import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'

/** A page with the overlay in it, which a driven browser sees only when the address asks for it. */
export interface OverlayPage {
  readonly page: Page
  readonly host: Locator
  readonly pill: Locator
  readonly toast: Locator
  /** The docked panel's frame. */
  readonly frame: Locator
  /** What the page and the browser complained of. */
  readonly complaints: readonly string[]
  readonly said: readonly string[]
}

export interface OverlayPageOptions extends BrowserContextOptions {
  /** `off`, or nothing for an address that says nothing. */
  readonly footlight?: 'on' | 'off' | 'unsaid'
  /** Runs in the page before anything else. */
  readonly before?: () => void
}

export async function openOverlayPage(
  browser: Browser,
  url: string,
  { footlight = 'on', before, ...options }: OverlayPageOptions = {},
): Promise<OverlayPage> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, ...options })
  await context.addInitScript(openShadowRoots)
  if (before !== undefined) await context.addInitScript(before)
  const page = await context.newPage()
  const complaints: string[] = []
  const said: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => said.push(message.text()))
  await page.goto(footlight === 'unsaid' ? url : toAsking(url, footlight))
  const host = page.locator('#sentry-spotlight-footlight')
  return {
    page,
    host,
    pill: host.locator('.pill'),
    toast: host.locator('.toast'),
    frame: host.locator('.frame'),
    complaints,
    said,
  }
}

function toAsking(url: string, footlight: string): string {
  const address = new URL(url)
  address.searchParams.set('footlight', footlight)
  return address.href
}

/** The root is closed to pages; a test has to look inside. */
function openShadowRoots(): void {
  const { prototype } = Element
  const attach = Reflect.get(prototype, 'attachShadow')
  prototype.attachShadow = function attachOpen(init) {
    return attach.call(this, { ...init, mode: 'open' })
  }
}
