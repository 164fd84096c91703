import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openOverlayPage } from './loader/overlay-page.ts'
import type { OverlayPage, OverlayPageOptions } from './loader/overlay-page.ts'
import { sendEdit, sendError } from './loader/sent-error.ts'
import { makeFolder, removeFolder } from './sidecar/footlight.ts'
import { makeViteApp, until } from './vite-plugin/vite-app.ts'
import type { ViteApp } from './vite-plugin/vite-app.ts'

const CHORD = 'Control+Shift+Quote'

const folder = makeFolder()
const edited = join(folder, 'edited')

let browser: Browser
let app: ViteApp
let url: string

beforeAll(async () => {
  browser = await openBrowser()
  // Called as the one editor whose way of naming line and column is known.
  const editor = join(folder, 'code')
  writeFileSync(editor, `#!/bin/sh\necho "$@" >> '${edited}'\n`)
  chmodSync(editor, 0o755)
  app = makeViteApp({ version: 8, options: `editor: ${JSON.stringify(editor)},` })
  ;({ url } = await app.start())
})

afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))

afterAll(async () => {
  await browser.close()
  await app.close()
  removeFolder(folder)
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

/** An error nobody has seen before, and its toast. */
async function raise(opened: OverlayPage, value: string): Promise<void> {
  await sendError(url, { value })
  await opened.toast.waitFor()
}

function addField(page: Page): Promise<void> {
  return page.evaluate(() => {
    const field = document.createElement('input')
    field.id = 'field'
    document.body.append(field)
    field.focus()
  })
}

function toFocused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.id)
}

function toPanelPath({ page }: OverlayPage): string {
  const frame = page.frames().find((each) => each.url().includes('/__footlight/'))
  return frame?.url().split('/__footlight/')[1] ?? ''
}

describe('the pill', () => {
  test('says how long the page took, and counts new errors until somebody looks', async () => {
    const opened = await visit()
    expect(await toLabel(opened)).toMatch(/^Footlight, loaded in [\d.]+\sm?s$/)

    await sendError(url, { value: 'counted' })
    await until(async () => (await toLabel(opened)).includes('1 new error'))
    await opened.pill.click()
    await opened.frame.locator('iframe').waitFor()
    expect(await toLabel(opened)).not.toContain('new error')
    expect(opened.complaints).toEqual([])
  })

  test('is not there for a driven browser, which is measured all the same', async () => {
    const { page, host } = await openOverlayPage(browser, url, { footlight: 'unsaid' })
    const address = await page.evaluate(() => {
      history.replaceState(null, '', '?measured')
      return location.href
    })
    await until(async () => {
      const { items } = await app.ask<{ items: readonly { url: string }[] }>('pages')
      return items.some((load) => load.url === address)
    })
    expect(await host.count()).toBe(0)
    await page.keyboard.press(CHORD)
    expect(await host.count()).toBe(0)
  })

  test('is not there where the address says so, says how it comes back, and comes back', async () => {
    const { page, host, pill, frame, said } = await openOverlayPage(browser, url, {
      footlight: 'off',
    })
    await until(() => said.some((line) => line.includes('Ctrl+Shift+Quote, or ?footlight=on')))
    await page.goto(url)
    await until(() => said.filter((line) => line.includes('Footlight is hidden')).length === 2)
    expect(await host.count()).toBe(0)
    await page.keyboard.press(CHORD)
    await frame.waitFor()
    await page.keyboard.press(CHORD)
    await pill.waitFor()
  })

  test('can be hidden until tomorrow, by its menu', async () => {
    const { page, host, pill, said } = await visit()
    await pill.hover()
    await host.getByText('Hide until tomorrow').click()
    await until(() => said.some((line) => line.includes('hidden until tomorrow')))
    expect(await host.count()).toBe(0)
    await page.evaluate(() => sessionStorage.clear())
    await page.goto(url)
    expect(await host.count()).toBe(0)
  })

  test('is not printed', async () => {
    const { page, pill } = await visit()
    await page.emulateMedia({ media: 'print' })
    await pill.waitFor({ state: 'hidden' })
  })

  test('takes no click beside its own pixels, and no focus', async () => {
    const { page, pill, host } = await visit()
    await addField(page)
    await pill.hover()
    await host.getByText('Open Footlight').waitFor()
    const box = await pill.boundingBox()
    const hits = await page.evaluate(
      ({ x, y, width, height }) =>
        [
          [x - 2, y + 4],
          [x + width / 2, y - 40],
          [x + width + 2, y + height + 2],
          [x + width / 2, y + height / 2],
        ].map(([left = 0, top = 0]) => document.elementFromPoint(left, top)?.localName),
      box ?? { x: 0, y: 0, width: 0, height: 0 },
    )
    expect(hits).toEqual(['html', 'footlight-overlay', 'html', 'footlight-overlay'])
    await page.mouse.move(100, 300)
    await host.getByText('Open Footlight').waitFor({ state: 'hidden' })
    expect(await toFocused(page)).toBe('field')
  })

  test('is dragged to any edge, moved by keys, and remembered', async () => {
    const opened = await visit()
    const { page, pill, host } = opened
    await pill.hover()
    await host.getByText('Open Footlight').waitFor()
    await page.mouse.down()
    await page.mouse.move(400, 300, { steps: 4 })
    await page.mouse.move(4, 300, { steps: 4 })
    await page.mouse.up()
    expect(await pill.boundingBox()).toMatchObject({ x: 0, width: 30 })

    await page.reload()
    await pill.waitFor()
    expect(await pill.boundingBox()).toMatchObject({ x: 0, width: 30 })
    await pill.focus()
    await host.getByText('Open Footlight').waitFor()
    for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowUp')
    expect(await pill.boundingBox()).toMatchObject({ height: 28, x: 20, y: 16 })
  })

  test('makes room for a button that the app has in its corner', async () => {
    const { page, pill } = await visit()
    await page.evaluate(() => {
      const chat = document.createElement('button')
      chat.textContent = 'Chat'
      chat.style.cssText = 'position:fixed;right:20px;bottom:16px;width:60px;height:60px'
      document.body.append(chat)
      dispatchEvent(new Event('resize'))
    })
    await until(async () => {
      const box = await pill.boundingBox()
      return (box?.x ?? 0) + (box?.width ?? 0) <= 1280 - 80
    })
  })
})

describe('the toast', () => {
  test('says what failed, on which line, and after which save', async () => {
    const opened = await visit()
    await sendEdit(url, 'src/server/cart.ts', Date.now() - 1200)
    await raise(opened, 'said in full')
    const text = await opened.toast.innerText()
    expect(text).toContain('TypeError')
    expect(text).toContain('said in full')
    expect(text).toContain('return item.quantity * catalog.get(item.sku).price')
    expect(await opened.toast.locator('mark').innerText()).toBe('price')
    expect(text).toMatch(/\d\.\d\ss after you saved src\/server\/cart\.ts:41/)
  })

  test('shows markup as text', async () => {
    const opened = await visit()
    await raise(opened, '<img src=x onerror="document.title=1">')
    expect(await opened.toast.locator('.message').innerText()).toContain('<img src=x')
    expect(await opened.toast.locator('img').count()).toBe(0)
  })

  test('counts repeats in place, and those of another error beside', async () => {
    const opened = await visit()
    await raise(opened, 'again')
    await sendError(url, { value: 'again' })
    await sendError(url, { value: 'again' })
    await until(async () => (await opened.toast.innerText()).includes('× 3'))
    await sendError(url, { value: 'another' })
    await until(async () => (await opened.toast.innerText()).includes('+1'))
    expect(await opened.toast.innerText()).toContain('again')
  })

  test('leaves focus and keys to the app', async () => {
    const opened = await visit()
    const { page, toast } = opened
    await addField(page)
    await raise(opened, 'no focus')
    await page.keyboard.type('abc')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    expect(await toFocused(page)).toBe('field')
    expect(await page.locator('#field').inputValue()).toBe('abc')
    expect(await toast.isVisible()).toBe(true)
    expect(await opened.frame.isVisible()).toBe(false)
  })

  test('has its keys after the chord, and gives the focus back', async () => {
    const opened = await visit()
    const { page, toast } = opened
    await raise(opened, 'by key')
    // Whoever came with the pointer sees where the focus went as well.
    const button = page.locator('#throw')
    await button.evaluate((element) =>
      element.addEventListener('click', (event) => event.stopImmediatePropagation(), {
        capture: true,
        once: true,
      }),
    )
    await button.click()
    await page.keyboard.press(CHORD)
    await until(async () => (await toFocused(page)) === 'sentry-spotlight-footlight')
    expect(await toast.evaluate((card) => getComputedStyle(card).outlineStyle)).toBe('solid')
    await page.keyboard.press('Escape')
    await toast.waitFor({ state: 'hidden' })
    expect(await toFocused(page)).toBe('throw')

    await raise(opened, 'by key, again')
    await page.keyboard.press(CHORD)
    await page.keyboard.press('Enter')
    await opened.frame.waitFor()
    await until(() => toPanelPath(opened).startsWith('issues/'))
  })

  test('has them where the pointer rests, if nothing of the app has the focus', async () => {
    const opened = await visit()
    await raise(opened, 'under the pointer')
    await opened.toast.hover()
    await opened.page.keyboard.press('Escape')
    await opened.toast.waitFor({ state: 'hidden' })
  })

  test('shows the part that failed of a line that is longer than it', async () => {
    const opened = await visit({ viewport: { width: 390, height: 844 } })
    await raise(opened, 'on a narrow screen')
    const mark = await opened.toast.locator('mark').boundingBox()
    const card = await opened.toast.boundingBox()
    expect((mark?.x ?? 0) + (mark?.width ?? 0)).toBeLessThan((card?.x ?? 0) + (card?.width ?? 0))
  })

  test('opens the editor at the line, by its key', async () => {
    const opened = await visit()
    const file = join(app.folder, 'src/main.ts')
    await sendError(url, { value: 'to be edited', file })
    await opened.toast.waitFor()
    await opened.page.keyboard.press(CHORD)
    await opened.page.keyboard.press('e')
    await until(() => existsSync(edited) && readFileSync(edited, 'utf8').includes(`${file}:41:50`))
  })

  test('copies itself for an agent, and says so', async () => {
    const opened = await visit({ permissions: ['clipboard-read', 'clipboard-write'] })
    const { page, toast } = opened
    await raise(opened, 'taken along')
    await page.keyboard.press(CHORD)
    await page.keyboard.press('c')
    const button = toast.getByRole('button', { name: 'Copy for an agent' })
    await until(async () => (await button.innerText()).includes('copied'))
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain('taken along')
    expect(copied).toContain('src/server/cart.ts:41:50')
  })

  test('opens its issue by a click', async () => {
    const opened = await visit()
    await raise(opened, 'clicked')
    await opened.toast.locator('.message').click()
    await until(() => toPanelPath(opened).startsWith('issues/'))
  })

  test('where nobody sees the page, its title counts instead', async () => {
    const opened = await visit()
    const { page, toast } = opened
    const setHidden = (isHidden: boolean): Promise<void> =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
        document.dispatchEvent(new Event('visibilitychange'))
      }, isHidden)
    await setHidden(true)
    await sendError(url, { value: 'unseen' })
    await until(async () => (await page.title()) === '(1) An app')
    await sendError(url, { value: 'unseen, too' })
    await until(async () => (await page.title()) === '(2) An app')
    expect(await toast.count()).toBe(0)
    await setHidden(false)
    expect(await page.title()).toBe('An app')
  })

  test('and the desktop tells, if it was allowed before', async () => {
    const { page } = await visit({
      before: () => {
        const told: string[] = []
        class Told extends EventTarget {
          static permission = 'granted'
          constructor(title: string, { tag }: { readonly tag: string }) {
            super()
            told.push(`${title} ${tag.slice(0, 10)}`)
          }
        }
        Object.assign(window, { Notification: Told, told })
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => told !== null })
      },
    })
    await sendError(url, { value: 'told by the desktop' })
    await until(async () => {
      const told = await page.evaluate(() => Reflect.get(window, 'told') as readonly string[])
      return told.includes('TypeError: told by the desktop footlight-')
    })
  })
})

describe('the chord', () => {
  test('opens the panel and closes it', async () => {
    const opened = await visit()
    const { page, frame } = opened
    await page.locator('#throw').focus()
    await page.keyboard.press(CHORD)
    await frame.waitFor()
    await until(() => toPanelPath(opened).startsWith('pages/'))
    await until(async () => (await toFocused(page)) === 'sentry-spotlight-footlight')
    // The focus is in the frame now; it is heard there as well.
    await until(async () => {
      await page.keyboard.press(CHORD)
      return !(await frame.isVisible())
    })
    expect(await toFocused(page)).toBe('throw')
  })

  test('is a character like any other while somebody types', async () => {
    const { page, frame } = await visit()
    await addField(page)
    await page.keyboard.press(CHORD)
    expect(await frame.isVisible()).toBe(false)
  })

  test('pressed in a frame of the page opens the panel of the page', async () => {
    const { page, host, frame } = await visit()
    await page.evaluate(
      (address) =>
        new Promise((resolve) => {
          const inner = document.createElement('iframe')
          inner.src = address
          inner.addEventListener('load', resolve)
          document.body.append(inner)
        }),
      url,
    )
    const inner = page.frames().find((each) => each !== page.mainFrame() && each.url() === url)
    await until(() =>
      inner?.evaluate(() => Reflect.get(window, Symbol.for('footlight.loader')) !== undefined),
    )
    expect(await inner?.locator('#sentry-spotlight-footlight').count()).toBe(0)
    await inner?.locator('#throw').focus()
    await page.keyboard.press(CHORD)
    await frame.waitFor()
    expect(await host.count()).toBe(1)
  })
})

describe('the panel', () => {
  test('is docked at the size it was given, at the side it was given, also after a reload', async () => {
    const opened = await visit()
    const { page, frame, host } = opened
    await page.keyboard.press(CHORD)
    await frame.waitFor()
    await until(async () => (await toFocused(page)) === 'sentry-spotlight-footlight')
    await host.locator('.resizer').focus()
    const before = (await frame.boundingBox())?.height ?? 0
    await page.keyboard.press('ArrowUp')
    expect((await frame.boundingBox())?.height).toBe(before + 24)

    await page.reload()
    await frame.waitFor()
    expect((await frame.boundingBox())?.height).toBe(before + 24)
    expect(await toFocused(page)).toBe('')

    const inner = page.frames().find((each) => each.url().includes('/__footlight/'))
    await inner?.evaluate(() => {
      parent.postMessage({ 'footlight-message': 1, type: 'dock', dock: 'right' }, location.origin)
    })
    await host.locator('.frame.right').waitFor()
    // As narrow as it is there, nothing in its bar lies over anything else.
    const bar = frame.locator('iframe').contentFrame().locator('.fl-top')
    await bar.getByRole('button', { name: 'right' }).waitFor()
    const ends = await bar.evaluate((element) =>
      [...element.querySelectorAll('a, button')]
        .map((each) => each.getBoundingClientRect())
        .filter(({ width }) => width > 0)
        .toSorted((a, b) => a.left - b.left)
        .flatMap(({ left, right }) => [left, right]),
    )
    expect(ends).toEqual(ends.toSorted((a, b) => a - b))
    expect(await frame.boundingBox()).toMatchObject({ width: 560, y: 0 })
  })

  test('shows at another side what was looked at', async () => {
    const opened = await visit()
    const { page, frame, host } = opened
    await page.keyboard.press(CHORD)
    const panel = frame.locator('iframe').contentFrame()
    await panel.getByRole('link', { name: 'Logs' }).click()
    await until(() => toPanelPath(opened).startsWith('logs'))
    await panel.getByRole('button', { name: 'Dock to the right' }).click()
    await host.locator('.frame.right').waitFor()
    await panel.getByRole('link', { name: 'Logs' }).waitFor()
    expect(toPanelPath(opened)).toMatch(/^logs/)
  })

  test('puts the pill into the corner that somebody chooses, also after a reload', async () => {
    const { page, pill, frame } = await visit()
    await page.keyboard.press(CHORD)
    const panel = frame.locator('iframe').contentFrame()
    await panel.getByRole('link', { name: 'Settings' }).click()
    const corner = panel.getByRole('button', { name: 'Top left' })
    expect(await corner.getAttribute('aria-pressed')).toBe('false')
    await corner.click()
    await until(async () => (await corner.getAttribute('aria-pressed')) === 'true')
    await page.keyboard.press(CHORD)
    await frame.waitFor({ state: 'hidden' })
    expect(await pill.boundingBox()).toMatchObject({ x: 20, y: 16 })
    await page.reload()
    await pill.waitFor()
    expect(await pill.boundingBox()).toMatchObject({ x: 20, y: 16 })
  })

  test('is a window of its own where somebody wants that', async () => {
    const opened = await visit()
    const { page, frame } = opened
    await page.keyboard.press(CHORD)
    await frame.waitFor()
    await until(() => toPanelPath(opened).startsWith('pages/'))
    const inner = page.frames().find((each) => each.url().includes('/__footlight/'))
    const popup = page.waitForEvent('popup')
    await inner?.evaluate(() => {
      parent.postMessage({ 'footlight-message': 1, type: 'dock', dock: 'window' }, location.origin)
    })
    expect((await popup).url()).toContain('/__footlight/pages/')
    await frame.waitFor({ state: 'hidden' })
  })

  test('hears nobody but itself', async () => {
    const { page, frame } = await visit()
    await page.keyboard.press(CHORD)
    await frame.waitFor()
    await page.evaluate(() => {
      postMessage({ 'footlight-message': 1, type: 'close' }, location.origin)
    })
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
    expect(await frame.isVisible()).toBe(true)
  })

  test('is told what only the page knows, and the token', async () => {
    const opened = await visit()
    const { page, frame } = opened
    await page.keyboard.press(CHORD)
    await frame.waitFor()
    const inner = await until(() =>
      page.frames().find((each) => each.url().includes('/__footlight/pages/')),
    )
    const facts = await inner.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener(
            'message',
            ({ data }: MessageEvent<{ type?: string; facts?: object }>) => {
              if (data.type === 'page') resolve(data.facts)
            },
          )
          parent.postMessage({ 'footlight-message': 1, type: 'ready' }, location.origin)
        }),
    )
    expect(facts).toMatchObject({
      token: expect.stringMatching(/^\S{16,}$/) as string,
      dock: 'bottom',
      chord: 'Ctrl+Shift+Quote',
      tabId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      pageId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      url: `${url}?footlight=on`,
      cost: { scriptTime: expect.any(Number) as number, bytes: expect.any(Number) as number },
    })
  })
  test('that a policy lets into no frame says so, and opens in a window', async () => {
    const { page, host, frame } = await visit({
      before: () => {
        document.addEventListener('DOMContentLoaded', () => {
          const policy = document.createElement('meta')
          policy.httpEquiv = 'Content-Security-Policy'
          policy.content = "frame-src 'none'"
          document.head.append(policy)
        })
      },
    })
    await page.keyboard.press(CHORD)
    await frame.waitFor()
    await host.getByText('frame-src').waitFor()
    const popup = page.waitForEvent('popup')
    await host.getByText('Open in a window').click()
    expect((await popup).url()).toContain('/__footlight/')
    await frame.waitFor({ state: 'hidden' })
  })
})

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test('axe finds nothing in pill, menu and toast', async () => {
    const opened = await visit({ colorScheme })
    const { page, pill, host } = opened
    const scan = async (): Promise<readonly string[]> => {
      const builder = new AxeBuilder({ page }).include('#sentry-spotlight-footlight')
      const { violations, passes } = await builder.analyze()
      // It does see into the shadow root.
      expect(passes.map(({ id }) => id)).toContain('button-name')
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)
    }
    await pill.hover()
    await host.locator('.menu').waitFor()
    expect(await scan()).toEqual([])
    await page.mouse.move(10, 10)
    await sendEdit(url, 'src/server/cart.ts', Date.now() - 1200)
    await raise(opened, `scanned in the ${colorScheme} theme`)
    expect(await scan()).toEqual([])
  })
})
