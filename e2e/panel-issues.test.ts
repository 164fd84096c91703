import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { readCapture } from './corpus/capture.ts'
import {
  sendCheckoutError,
  sendCheckoutTrace,
  sendSave,
  writeProject,
} from './panel/checkout-story.ts'
import { findUnreached } from './panel/keyboard-walk.ts'
import { openPanelPage, waitForPanel } from './panel/open-panel.ts'
import { makeFolder, openFootlight, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'
import { sendAsRequests } from './sidecar/send-capture.ts'

let footlight: Footlight
let browser: Browser
const folder = makeFolder()
const root = join(folder, 'project')
const opened = join(folder, 'opened')
const time = Date.now() - 60_000

beforeAll(async () => {
  mkdirSync(root)
  writeProject(root)
  const editor = join(folder, 'code')
  writeFileSync(editor, `#!/bin/sh\necho "$@" >> '${opened}'\n`)
  chmodSync(editor, 0o755)
  footlight = await openFootlight({
    data: join(folder, 'data'),
    flags: ['--root', root, '--editor', editor],
  })
  browser = await openBrowser()
  const { requests } = readCapture('e2e/fixtures/captures/browser-10.78.0/errors')
  await sendAsRequests(footlight, requests, 'panel')
  await sendSave(footlight, time - 1200)
  await sendCheckoutError(footlight, { root, time })
  await sendCheckoutError(footlight, { root, time: time + 500 })
  await sendCheckoutTrace(footlight, time + 500)
  await settle(footlight)
})

afterAll(async () => {
  await browser?.close()
  await footlight?.stop()
  removeFolder(folder)
})

async function open(path: string, theme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await openPanelPage(browser, footlight, path, { theme })
  await waitForPanel(page)
  return page
}

const rowOf = (text: string): string => `.fl-issues [role=row]:has-text("${text}")`

describe('the list of issues', () => {
  test('tells what went wrong, with how often, who and after which save', async () => {
    const page = await open('issues')
    const row = await page.locator(rowOf('CheckoutError')).textContent()
    expect(row).toContain('Could not price cart c_9f2')
    expect(row?.replaceAll('\u00a0', ' ')).toContain('1.2 s after cart.ts:5')
    expect(new URL(page.url()).searchParams.has('token')).toBe(false)
    await page.context().close()
  })

  test('is walked with keys, and Back finds the row that was left', async () => {
    const page = await open('issues')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    const second = await page.locator('.fl-issues [aria-selected=true] .ty').textContent()
    await page.keyboard.press('Enter')
    await page.waitForSelector('.fl-ihead h1')
    expect(await page.locator('.fl-ihead h1').textContent()).toContain(second)
    await page.keyboard.press('Escape')
    await page.waitForSelector('.fl-issues')
    expect(await page.locator('.fl-issues [aria-selected=true] .ty').textContent()).toBe(second)
    await page.context().close()
  })

  test('is narrowed by a query that is completed and kept in the address', async () => {
    const page = await open('issues')
    await page.keyboard.press('/')
    await page.keyboard.type('typ')
    await page.waitForSelector('[role=option]:has-text("type")')
    await page.keyboard.press('Tab')
    await page.keyboard.type('CheckoutError')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.querySelectorAll('.fl-rows [role=row]').length === 1)
    expect(new URL(page.url()).searchParams.get('query')).toBe('type:CheckoutError')
    await page.reload()
    await waitForPanel(page)
    expect(await page.locator('.fl-rows [role=row]').count()).toBe(1)
    await page.context().close()
  })

  test('says where a query is wrong and what would be right', async () => {
    const page = await open('issues')
    await page.keyboard.press('/')
    await page.keyboard.type('(level:error')
    await page.waitForSelector('.fl-query-mistake')
    expect(await page.locator('.fl-query-mistake').textContent()).toContain('Position 1')
    await page.context().close()
  })

  test('counts what a scope hides, and reveals it', async () => {
    const page = await open('issues?release=dev%2B3fa91c2')
    await page.waitForSelector('.fl-hidden-note')
    const note = (await page.locator('.fl-hidden-note').textContent()) ?? ''
    expect(Number(/\d+/.exec(note)?.[0])).toBeGreaterThan(0)
    await page.click('.fl-hidden-note button')
    await page.waitForSelector('.fl-hidden-note', { state: 'detached' })
    expect(new URL(page.url()).searchParams.has('release')).toBe(false)
    await page.context().close()
  })

  test('does not move what is read: what is new waits behind its count', async () => {
    const page = await open('issues')
    await page.keyboard.press('j')
    const before = await page.locator('.fl-rows [role=row] .ty').allTextContents()
    await sendCheckoutError(footlight, {
      root,
      time: Date.now(),
      type: 'LaterError',
      value: 'later',
    })
    await page.waitForSelector('.fl-newer')
    expect(await page.locator('.fl-rows [role=row] .ty').allTextContents()).toEqual(before)
    await page.click('.fl-newer')
    await page.waitForFunction(
      () => document.querySelector('.fl-rows [role=row] .ty')?.textContent === 'LaterError',
    )
    await page.context().close()
  })
})

async function openCheckout(theme: 'light' | 'dark' = 'light'): Promise<Page> {
  const { items } = await footlight.read<{ items: readonly { id: string }[] }>('issues', {
    query: 'type:CheckoutError',
  })
  return open(`issues/${items[0]?.id}`, theme)
}

describe('an issue', () => {
  test('shows the line that failed, coloured, and the save before it', async () => {
    const page = await openCheckout()
    await page.waitForSelector('.ln.err')
    expect(await page.locator('.ln.err').textContent()).toContain('catalog.get(item.sku).price')
    expect(await page.locator('.ln.err .c-k').textContent()).toContain('return')
    expect(await page.locator('.ln.err').getAttribute('class')).toContain('you')
    expect(await page.locator('.fl-cause .ln.del').textContent()).toContain('item.product.price')
    await page.context().close()
  })

  test('opens the editor at line and column', async () => {
    const page = await openCheckout()
    await page.waitForSelector('.ln.err')
    await page.keyboard.press('e')
    await page.waitForSelector('.fl-toast-line:has-text("Opened cart.ts:5")')
    expect(readFileSync(opened, 'utf8')).toContain(`${join(root, 'src/cart.ts')}:5:26`)
    await page.context().close()
  })

  test('shows chain, way, trace, logs, surroundings and what was attached', async () => {
    const page = await openCheckout()
    await page.waitForSelector('.fl-near-logs')
    const text = await page.locator('main').textContent()
    for (const part of [
      'caused by',
      'TypeError',
      'button.checkout',
      'slow request took 3392 ms',
      'priceCart',
      'SELECT * FROM cart',
      'pricing cart c_9f2',
      'cart.size',
      'node v22.11.0',
      'cart.json',
    ]) {
      expect(text).toContain(part)
    }
    expect(await page.locator('.fl-near-logs .ansi-green').textContent()).toBe('pricing')
    await page.context().close()
  })

  test('walks its events', async () => {
    const page = await openCheckout()
    const newest = await page.locator('.fl-crumb time').first().textContent()
    await page.keyboard.press('[')
    await page.waitForFunction(() => new URL(location.href).searchParams.has('event'))
    await page.waitForSelector('text=/1 of \\d/')
    expect(newest).not.toBe('')
    await page.keyboard.press(']')
    await page.waitForFunction(() => !new URL(location.href).searchParams.has('event'))
    await page.context().close()
  })

  test('is copied for an agent without its secrets', async () => {
    const page = await openCheckout()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.waitForSelector('.ln.err')
    await page.keyboard.press('c')
    await page.waitForSelector('.fl-toast-line:has-text("Copied")')
    const text = await page.evaluate(() => navigator.clipboard.readText())
    expect(text).toContain('> 5 |   return item.quantity * catalog.get(item.sku).price')
    expect(text).toContain('+  return item.quantity * catalog.get(item.sku).price')
    expect(text).not.toContain('hunter2')
    await page.context().close()
  })

  test('is resolved and opened again with a key', async () => {
    const page = await openCheckout()
    await page.keyboard.press('r')
    await page.waitForSelector('.fl-facts >> text=Resolved')
    await page.keyboard.press('r')
    await page.waitForFunction(
      () => !document.querySelector('.fl-facts')?.textContent?.includes('Resolved'),
    )
    await page.context().close()
  })
})

test('what an app says is text, never a part of the page', async () => {
  const page = await open('issues')
  await sendCheckoutError(footlight, {
    root,
    time: Date.now(),
    type: '<img src=x onerror="document.title=1">',
    value: '<script>document.title = 1</script>',
  })
  await page.getByText('<script>document.title').waitFor()
  expect(await page.locator('img').count()).toBe(0)
  expect(await page.title()).toBe('Issues · Footlight')
  await page.context().close()
})

describe('the keyboard', () => {
  test.each(['issues', 'issue'])('reaches everything that can be done: %s', async (view) => {
    const page = view === 'issue' ? await openCheckout() : await open(view)
    expect(await findUnreached(page)).toEqual([])
    await page.context().close()
  })

  test('goes to every view, and lists every key on its sheet', async () => {
    const page = await open('issues')
    for (const [key, title] of [
      ['l', 'Logs'],
      ['t', 'Traces'],
      ['i', 'Issues'],
    ] as const) {
      await page.keyboard.press('g')
      await page.keyboard.press(key)
      await page.waitForFunction((wanted) => document.title.startsWith(wanted), title)
    }
    await waitForPanel(page)
    await page.keyboard.press('?')
    const sheet = await page.locator('dialog').textContent()
    for (const words of ['Jump to', 'One step back', 'Next', 'Filter']) {
      expect(sheet).toContain(words)
    }
    await page.keyboard.press('Escape')
    await page.waitForSelector('dialog', { state: 'detached' })
    await page.context().close()
  })
})

test('the console has nothing to complain about', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${footlight.url}/__footlight/issues?token=${footlight.token}`)
  await waitForPanel(page)
  expect(complaints).toEqual([])
  await context.close()
})

describe('accessibility', () => {
  test.each([
    ['light', 'issues', ''],
    ['dark', 'issues', ''],
    ['light', 'issue', ''],
    ['dark', 'issue', ''],
    ['light', 'issues', '?'],
    ['dark', 'issues', 'Control+k'],
    ['light', 'issues', '/'],
  ] as const)('axe finds nothing: %s, %s %s', async (theme, view, key) => {
    const page = view === 'issue' ? await openCheckout(theme) : await open(view, theme)
    if (key !== '') await page.keyboard.press(key)
    await waitForPanel(page)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`),
    ).toEqual([])
    await page.context().close()
  })
})
