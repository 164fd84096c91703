import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openOverlayPage } from './loader/overlay-page.ts'
import type { OverlayPage, OverlayPageOptions } from './loader/overlay-page.ts'
import { sendError } from './loader/sent-error.ts'
import { makeViteApp, until } from './vite-plugin/vite-app.ts'
import type { ViteApp, ViteAppOptions } from './vite-plugin/vite-app.ts'

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

async function visit(address = url, options?: OverlayPageOptions): Promise<OverlayPage> {
  const opened = await openOverlayPage(browser, address, options)
  await opened.pill.waitFor()
  return opened
}

/** With a dev server of its own, configured otherwise. */
async function withApp(
  options: Omit<ViteAppOptions, 'version'>,
  use: (address: string) => Promise<void>,
): Promise<void> {
  const other = makeViteApp({ version: 8, ...options })
  try {
    const { url: address } = await other.start()
    await use(address)
  } finally {
    await other.close()
  }
}

/** Whether what is under the middle of the pill is ours: seen, and able to be clicked. */
async function isReachable({ page, pill }: OverlayPage): Promise<boolean> {
  const box = await pill.boundingBox()
  if (box === null) return false
  return page.evaluate(
    ({ x, y, width, height }) =>
      document.elementFromPoint(x + width / 2, y + height / 2)?.localName === 'footlight-overlay',
    box,
  )
}

/** Whether errors still get here. */
async function expectConnected(
  { toast }: OverlayPage,
  address: string,
  value: string,
): Promise<void> {
  await sendError(address, { value })
  await toast.getByText(value).waitFor()
}

async function readNewErrors(pill: Locator): Promise<number> {
  const label = (await pill.getAttribute('aria-label')) ?? ''
  return Number(/(\d+) new error/.exec(label)?.[1] ?? 0)
}

describe('it survives', () => {
  test('an update of a module, and a full reload', async () => {
    const opened = await visit()
    const { page, host } = opened
    app.write('src/greeting.ts', "export const greeting: string = 'hello again'\n")
    await page.getByText('hello again').waitFor()
    expect(await host.count()).toBe(1)
    const html = app.read('index.html')
    for (const text of [html.replace('An app', 'An app, changed'), html]) {
      const reloaded = page.waitForEvent('load')
      app.write('index.html', text)
      await reloaded
    }
    await opened.pill.waitFor()
    expect(await host.count()).toBe(1)
    await expectConnected(opened, url, 'after an update')
  })

  test.each<[string, (page: Page) => Promise<void>]>([
    [
      'another body',
      (page) => page.evaluate(() => document.body.replaceWith(document.createElement('body'))),
    ],
    [
      'an emptied document element',
      (page) =>
        page.evaluate(() => {
          const { head, body } = document
          document.documentElement.replaceChildren(head, body)
        }),
    ],
    [
      'another document element',
      (page) =>
        page.evaluate(() => {
          const next = document.createElement('html')
          next.append(document.createElement('head'), document.createElement('body'))
          document.documentElement.replaceWith(next)
        }),
    ],
    [
      'being marked as inert and hidden',
      (page) =>
        page.evaluate(() => {
          for (const element of document.documentElement.children) {
            element.setAttribute('aria-hidden', 'true')
            element.toggleAttribute('inert', true)
            element.toggleAttribute('hidden', element.localName === 'footlight-overlay')
          }
        }),
    ],
    [
      'rules of the page for everything',
      (page) =>
        page.evaluate(() => {
          const sheet = new CSSStyleSheet()
          sheet.replaceSync(
            'html{font-size:62.5%} *{all:unset!important;display:none;opacity:.1;transform:scale(.5)}',
          )
          document.adoptedStyleSheets = [sheet]
        }),
    ],
  ])('%s', async (_sentence, act) => {
    const opened = await visit()
    await act(opened.page)
    await until(() => isReachable(opened))
    expect(await opened.pill.boundingBox()).toMatchObject({ height: 28 })
    expect(await opened.host.getAttribute('inert')).toBe(null)
    expect(opened.complaints).toEqual([])
  })

  test('a page that takes it out again and again: then it stays out', async () => {
    const { page, host } = await visit()
    await page.evaluate(() => {
      new MutationObserver(() => {
        document.querySelector('#sentry-spotlight-footlight')?.remove()
      }).observe(document.documentElement, { childList: true })
      document.querySelector('#sentry-spotlight-footlight')?.remove()
    })
    await until(async () => (await host.count()) === 0)
    expect(await page.evaluate(() => 1 + 1)).toBe(2)
  })

  test('the end of the sidecar, and of the dev server: it says so, and goes on', async () => {
    const other = makeViteApp({ version: 8 })
    try {
      const first = await other.start()
      const opened = await visit(first.url)
      await until(async () =>
        ((await opened.pill.getAttribute('aria-label')) ?? '').includes('loaded in'),
      )
      const { port } = new URL(first.url)
      await first.stop()
      await opened.pill.getByText('Offline').waitFor()
      // Vite's own client: what a toast says would be gone with the page.
      const reloaded = opened.page.waitForEvent('load')
      const again = await other.start(['--port', port, '--strictPort'])
      await reloaded
      await opened.pill.getByText('Offline').waitFor({ state: 'hidden' })
      await expectConnected(opened, again.url, 'after a restart')
    } finally {
      await other.close()
    }
  })

  test('going elsewhere without a reload: another page load is told', async () => {
    const { page } = await visit()
    await page.evaluate(() => history.pushState(null, '', '/elsewhere?x=1'))
    await page.evaluate(() => fetch('/src/greeting.ts?elsewhere'))
    const found = await until(async () => {
      const { items } = await app.ask<{
        items: readonly { url: string; navigation: string; entries: readonly { name: string }[] }[]
      }>('pages')
      return items.find((load) => load.url.endsWith('/elsewhere?x=1'))
    })
    expect(found.navigation).toBe('soft')
    expect(found.entries.map(({ name }) => name)).toContain(`${url}src/greeting.ts?elsewhere`)
  })
})

function openDialog(page: Page, id: string): Promise<void> {
  return page.evaluate((name) => {
    const dialog = document.createElement('dialog')
    dialog.id = name
    dialog.style.cssText = 'transform:translateX(10px);overflow:hidden;width:200px;height:80px'
    dialog.append(name)
    document.body.prepend(dialog)
    dialog.showModal()
  }, id)
}

describe('with an open dialog', () => {
  test('it is inside the topmost, seen and clickable, and comes back', async () => {
    const opened = await visit()
    const { page, host, pill, frame } = opened
    const toParent = (): Promise<string> =>
      host.evaluate(
        (element) => element.parentElement?.id || (element.parentElement?.localName ?? ''),
      )

    await openDialog(page, 'lower')
    await until(async () => (await toParent()) === 'lower')
    expect(await isReachable(opened)).toBe(true)
    // The later one is the upper one, though it comes first in the document.
    await openDialog(page, 'upper')
    await until(async () => (await toParent()) === 'upper')
    expect(await isReachable(opened)).toBe(true)
    await pill.click()
    await frame.waitFor()
    expect(await page.locator('#upper').evaluate((dialog) => dialog.matches(':modal'))).toBe(true)

    await page.evaluate(() => document.querySelector<HTMLDialogElement>('#upper')?.close())
    await until(async () => (await toParent()) === 'lower')
    expect(await frame.isVisible()).toBe(true)
    // A framework takes it out of the document without closing it.
    await page.evaluate(() => document.querySelector('#lower')?.remove())
    await until(async () => (await toParent()) === 'html')
    expect(opened.complaints).toEqual([])
  })

  test('that is not modal it stays where it is', async () => {
    const { page, host } = await visit()
    await page.evaluate(() => {
      const dialog = document.createElement('dialog')
      document.body.append(dialog)
      dialog.show()
    })
    expect(await host.evaluate((element) => element.parentElement?.localName)).toBe('html')
  })
})

const strict = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

describe('under', () => {
  test.each<[string, string, string]>([
    [
      'a strict policy with Trusted Types',
      `server: { headers: { 'Content-Security-Policy': ${JSON.stringify(strict)} } },`,
      '',
    ],
    [
      'isolation from other origins',
      `server: { headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'X-Frame-Options': 'DENY',
      } },`,
      '',
    ],
    ['a path', "base: '/sub/',", ''],
  ])('%s everything of it works', async (_sentence, config) => {
    await withApp({ config }, async (address) => {
      const opened = await visit(address)
      const { page, toast, frame } = opened
      await expectConnected(opened, address, 'under a policy')
      await toast.click()
      await frame.waitFor()
      const inner = await until(() =>
        page.frames().find((each) => each.url().includes('/__footlight/issues/')),
      )
      await inner.getByText('under a policy').first().waitFor()
      expect(opened.complaints).toEqual([])
      // The first of two scripts is inline; where that is refused the second one is not.
      const said = opened.said.filter((line) => !line.includes('inline script'))
      expect(said.filter((line) => /footlight|Security Policy|Trusted/i.test(line))).toEqual([])
    })
  })

  test('two tabs both tell of an error, and a look in one is a look in both', async () => {
    const opened = await visit()
    const second = await opened.page.context().newPage()
    await second.goto(`${url}?footlight=on`)
    const other = second.locator('#sentry-spotlight-footlight .pill')
    await other.waitFor()
    await expectConnected(opened, url, 'in two tabs')
    const count = await readNewErrors(opened.pill)
    expect(count).toBeGreaterThan(0)
    await until(async () => (await readNewErrors(other)) === count)
    await other.click()
    await until(async () => (await readNewErrors(opened.pill)) === 0)
  })
})

describe('where the app cannot be seen', () => {
  test('after an error left the page blank the panel opens by itself, once', async () => {
    const opened = await visit()
    const { page, frame, host } = opened
    await page.evaluate(() => document.body.replaceChildren())
    await sendError(url, { value: 'nothing left' })
    await frame.waitFor()
    const inner = await until(() =>
      page.frames().find((each) => each.url().includes('/__footlight/issues/')),
    )
    await inner.getByText('nothing left').first().waitFor()
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body')
    await page.reload()
    await opened.pill.waitFor()
    expect(await host.locator('iframe').count()).toBe(0)
  })

  test('a build error opens it in place of Vite, in the page that was there and in a new one', async () => {
    const greeting = app.read('src/greeting.ts')
    try {
      const opened = await visit()
      app.write('src/greeting.ts', 'export const greeting: string = \n')
      await opened.frame.waitFor()
      expect(await opened.page.locator('vite-error-overlay').count()).toBe(0)

      // The panel's own path, whatever stands behind it.
      const readPath = (): string | undefined =>
        opened.page
          .frames()
          .find((each) => each.url().includes('/__footlight/'))
          ?.url()
      const path = await until(() => (readPath()?.includes('?build=') ? readPath() : undefined))
      const later = await openOverlayPage(browser, url)
      await later.frame.waitFor()

      // A save that mends nothing leaves it there; the one that does takes it away.
      app.write('src/greeting.ts', 'export const greeting: string = =\n')
      await until(() => readPath() !== path)
      expect(await opened.frame.isVisible()).toBe(true)
      app.write('src/greeting.ts', greeting)
      await opened.frame.waitFor({ state: 'hidden' })
    } finally {
      app.write('src/greeting.ts', greeting)
    }
  })
})

test('while nothing happens it does nothing', async () => {
  const { page } = await visit(url, { before: countCalls })
  const readCalls = (): Promise<number> =>
    page.evaluate(() => (Reflect.get(window, 'counted') as { calls: number }).calls)
  // It tells of the page load, perhaps of what came late, and then it is done.
  let calls = 0
  await until(async () => {
    const before = calls
    await page.waitForTimeout(3000)
    calls = await readCalls()
    return calls === before
  }, 30_000)
  expect(calls).toBeGreaterThan(0)
})

function countCalls(): void {
  const counted = { calls: 0 }
  Reflect.set(window, 'counted', counted)
  const names = ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback']
  for (const name of [...names, 'fetch', 'queueMicrotask']) {
    const before = Reflect.get(window, name) as (...parameters: unknown[]) => unknown
    Reflect.set(window, name, (...parameters: unknown[]) => {
      counted.calls++
      return before.apply(window, parameters)
    })
  }
}
