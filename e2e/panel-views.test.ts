import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { readCapture } from './corpus/capture.ts'
import { findUnreached } from './panel/keyboard-walk.ts'
import { openPanelPage, waitForPanel } from './panel/open-panel.ts'
import { postItems } from './panel/post-items.ts'
import { makeFolder, openFootlight, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'
import { sendAsRequests } from './sidecar/send-capture.ts'

let footlight: Footlight
let browser: Browser
const folder = makeFolder()

const traceId = 'a'.repeat(32)
const largeTrace = 'b'.repeat(32)
const start = Date.now() / 1000 - 60
const SPANS = 10_000

beforeAll(async () => {
  footlight = await openFootlight({ data: folder })
  browser = await openBrowser()
  await sendCart()
  await sendLargeTrace()
  await sendLogs()
  const { requests } = readCapture(join('e2e/fixtures/captures', 'node-11.12.0/express'))
  await sendAsRequests(footlight, requests, 'views')
  await settle(footlight)
})

afterAll(async () => {
  await browser?.close()
  await footlight?.stop()
  removeFolder(folder)
})

function toSpan(id: number, parent: string, from: number, to: number, more: object): object {
  const span_id = id.toString(16).padStart(16, '0')
  const times = { start_timestamp: start + from / 1000, timestamp: start + to / 1000 }
  return { trace_id: traceId, span_id, parent_span_id: parent, ...times, ...more }
}

/** A request that asks for every product by itself, and fails at the end. */
async function sendCart(): Promise<void> {
  const root = 'f'.repeat(16)
  const queries = Array.from({ length: 20 }, (_, index) =>
    toSpan(index + 1, root, 10 + index * 20, 28 + index * 20, {
      op: 'db.query',
      description: `SELECT id, name, price FROM product WHERE id = ${index}`,
      data: {
        'db.system': 'sqlite',
        'code.file.path': 'server/products.ts',
        'code.line.number': 23,
      },
    }),
  )
  const quote = toSpan(99, root, 450, 480, {
    op: 'http.client',
    description: 'POST /quote',
    status: 'internal_error',
    data: { 'http.response.status_code': 500 },
  })
  const trace = { trace_id: traceId, span_id: root, op: 'http.server', status: 'internal_error' }
  const transaction = {
    transaction: 'GET /api/cart',
    start_timestamp: start,
    timestamp: start + 0.5,
    contexts: { trace },
    spans: [...queries, quote],
  }
  const event = {
    timestamp: start + 0.48,
    contexts: { trace: { trace_id: traceId, span_id: '63'.padStart(16, '0') } },
    exception: { values: [{ type: 'QuoteError', value: 'no price' }] },
  }
  await postItems(footlight, [
    [{ sdk: { name: 'sentry.javascript.node', version: '11.0.0' } }],
    [{ type: 'transaction' }, transaction],
    [{ type: 'event' }, event],
  ])
}

async function sendLargeTrace(): Promise<void> {
  const root = 'e'.repeat(16)
  const spans = Array.from({ length: SPANS - 1 }, (_, index) => ({
    ...toSpan(
      index + 1,
      index % 10 === 0 ? root : (index - (index % 10) + 1).toString(16).padStart(16, '0'),
      index / 10,
      index / 10 + 5,
      {
        op: index % 3 === 0 ? 'db.query' : 'function',
        description: `step ${String.fromCodePoint(97 + (index % 26))} ${index % 7}`,
      },
    ),
    trace_id: largeTrace,
  }))
  const trace = { trace_id: largeTrace, span_id: root, op: 'task' }
  const times = { start_timestamp: start, timestamp: start + 1.1 }
  await postItems(footlight, [
    [{}],
    [{ type: 'transaction' }, { transaction: 'a large job', ...times, contexts: { trace }, spans }],
  ])
}

async function sendLogs(): Promise<void> {
  const items = Array.from({ length: 2000 }, (_, index) => ({
    timestamp: start + index / 100,
    trace_id: traceId,
    level: index % 50 === 0 ? 'error' : 'info',
    body: `line ${index}`,
    attributes: {
      'user.id': { value: index % 5, type: 'integer' },
      area: { value: index % 2 ? 'cart' : 'list', type: 'string' },
    },
  }))
  await postItems(footlight, [[{}], [{ type: 'log' }, { items }]])
}

async function open(path: string, theme: 'light' | 'dark' = 'light', width = 1280): Promise<Page> {
  const page = await openPanelPage(browser, footlight, path, { theme, width })
  await waitForPanel(page)
  return page
}

function textOf(page: Page, selector: string): Promise<string> {
  return page.locator(selector).first().innerText()
}

describe('traces', () => {
  test('are listed with what went wrong in them, and opened by keys', async () => {
    const page = await open('traces?query=GET+%2Fapi%2Fcart')
    await page.waitForSelector('.fl-traces .fl-li >> text=GET /api/cart')
    expect(await textOf(page, '.fl-traces .fl-li')).toContain('2,000')
    await page.keyboard.press('j')
    await page.waitForSelector('[aria-selected=true]')
    await page.keyboard.press('Enter')
    await page.waitForSelector('h1 >> text=GET /api/cart')
    expect(page.url()).toContain(`/traces/${traceId}`)
    await page.goBack()
    await page.waitForSelector('.fl-traces')
    await page.context().close()
  })

  test('tell siblings that do the same as one row, which opens', async () => {
    const page = await open(`traces/${traceId}`)
    await page.waitForSelector('.fl-wf .r >> text=20 ×')
    const before = await page.locator('.fl-wf .r').count()
    await page.locator('.fl-wf .r', { hasText: '20 ×' }).locator('button').click()
    await page.waitForFunction(
      (count) => document.querySelectorAll('.fl-wf .r').length > count,
      before,
    )
    await page.context().close()
  })

  test('are searched, and walked by their errors', async () => {
    const page = await open(`traces/${traceId}`)
    await page.keyboard.press('n')
    await page.waitForSelector('.fl-wf .r.on >> text=GET /api/cart')
    await page.keyboard.press('n')
    await page.waitForSelector('.fl-wf .r.on >> text=POST /quote')
    await page.keyboard.press('/')
    await page.keyboard.type('id = 7')
    await page.waitForSelector('text=of 1')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.fl-aside >> text=Statement')
    await page.waitForSelector('.fl-statement >> text=FROM')
    expect(await textOf(page, '.fl-aside')).toMatch(/products\.ts:23/)
    await page.context().close()
  })

  test('are grouped by any field, with how long they took, and narrowed to a group', async () => {
    const page = await open('traces')
    await page.getByLabel('Group by').selectOption('name')
    const group = page.locator('.fl-trace-groups [role=row]', { hasText: 'a large job' })
    await group.waitFor()
    expect(await group.locator('[role=gridcell]').allInnerTexts()).toEqual([
      'a large job',
      '1',
      expect.stringMatching(/^1\.\d+\ss$/),
      expect.stringMatching(/^1\.\d+\ss$/),
    ])
    await group.click()
    await page.waitForSelector('.fl-traces >> text=a large job')
    expect(page.url()).toContain('name%3A%22a+large+job%22')
    await page.context().close()
  })

  test('stand in the order of the column whose head is pressed', async () => {
    const page = await open('traces')
    const head = page.getByRole('columnheader', { name: 'Spans' })
    await head.getByRole('button').click()
    await page.waitForSelector('.fl-traces [role=row][aria-rowindex="1"] >> text=a large job')
    expect(await head.getAttribute('aria-sort')).toBe('descending')
    await head.getByRole('button').click()
    await page.waitForSelector('[role=columnheader][aria-sort=ascending] >> text=Spans')
    await page.context().close()
  })

  test('ten thousand spans are few elements, and moved through smoothly', async () => {
    const page = await open(`traces/${largeTrace}`)
    await page.waitForSelector('.fl-wf .r')
    expect(await page.locator('h1 ~ span').allInnerTexts()).toContainEqual(
      expect.stringContaining('10,000 spans'),
    )
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(2000)
    await page.keyboard.press('End')
    await page.waitForSelector('.fl-wf .r.on')
    await page.keyboard.press('+')
    await page.keyboard.press('0')
    await page.locator('button', { hasText: 'Flame' }).click()
    await page.waitForSelector('.fl-flame canvas')
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(2000)
    await page.context().close()
  })
})

describe('logs', () => {
  test('run until somebody reads, and tell how many are newer', async () => {
    const page = await open('logs')
    await page.waitForSelector('.fl-logs >> text=line 1999')
    await page.keyboard.press('j')
    await page.waitForSelector('.fl-banner >> text=Paused')
    await postItems(footlight, [
      [{}],
      [
        { type: 'log' },
        { items: [{ timestamp: Date.now() / 1000, level: 'info', body: 'a newer one' }] },
      ],
    ])
    await page.waitForSelector('.fl-banner >> text=1 newer')
    expect(await page.locator('text=a newer one').count()).toBe(0)
    await page.keyboard.press('f')
    await page.waitForSelector('.fl-logs >> text=a newer one')
    await page.context().close()
  })

  test('open, make columns of attributes, and lead to their trace', async () => {
    const page = await open('logs?query=%22line+7%22')
    await page.keyboard.press('j')
    await page.waitForSelector('[aria-selected=true]')
    await page.keyboard.press('Enter')
    await page.locator('.fl-columns button', { hasText: 'user.id' }).click()
    await page.waitForSelector('.fl-lh >> text=user.id')
    await page.locator('button', { hasText: `Trace ${traceId.slice(0, 8)}` }).click()
    await page.waitForSelector('h1 >> text=GET /api/cart')
    await page.context().close()
  })

  test('are grouped by any attribute, which narrows the list', async () => {
    const page = await open('logs?group=area')
    await page.waitForSelector('.fl-groups-row >> text=cart')
    await page.locator('.fl-groups-row', { hasText: 'cart' }).click()
    await page.waitForSelector('.fl-logs')
    expect(page.url()).toContain('area%3Acart')
    await page.context().close()
  })
})

describe('arrivals', () => {
  test('are shown as they came, item by item', async () => {
    const page = await open('arrivals')
    await page.locator('.fl-arrivals .fl-li', { hasText: 'transaction' }).first().click()
    await page.locator('.fl-item-head', { hasText: 'transaction' }).click()
    await page.waitForSelector('.fl-item-raw >> text=start_timestamp')
    await page.context().close()
  })

  test.each([
    ['sdks', 'sentry.javascript.node 11.0.0'],
    ['quota', 'Nothing was on its way to production'],
    ['lost', 'Not'],
  ])('%s', async (tab, text) => {
    const page = await open(`arrivals?part=${tab}`)
    await page.waitForSelector(`text=${text}`)
    await page.context().close()
  })
})

describe('settings', () => {
  test('a theme is kept', async () => {
    const page = await open('settings', 'light')
    await page.locator('button', { hasText: 'Dark' }).click()
    await page.reload()
    await waitForPanel(page)
    expect(await page.locator('button', { hasText: 'Dark' }).getAttribute('aria-pressed')).toBe(
      'true',
    )
    await page.waitForSelector('text=Connection')
    await page.context().close()
  })
})

const places = [
  'traces',
  'traces?group=op',
  `traces/${traceId}?span=${'63'.padStart(16, '0')}`,
  `traces/${traceId}?mode=flame`,
  'logs',
  'logs?group=area',
  'arrivals',
  'arrivals?part=sdks',
  'arrivals?part=quota',
  'arrivals?part=lost',
  'settings',
]

describe.each(['light', 'dark'] as const)('axe finds nothing in the %s', (theme) => {
  test.each(places)('%s', async (place) => {
    const page = await open(place, theme)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`),
    ).toEqual([])
    await page.context().close()
  })
})

test.each(places)('the keyboard reaches everything that can be done: %s', async (place) => {
  const page = await open(place)
  expect(await findUnreached(page)).toEqual([])
  await page.context().close()
})

test('that production gets what the app sends is said until somebody means it', async () => {
  const host = 'o1.ingest.sentry.io'
  const ledger = { host, policy: 'mirror', keptBytes: 0, sentBytes: 2048, quantities: [] }
  await postItems(footlight, [[{}], [{ type: 'footlight.ledger' }, ledger]])
  await settle(footlight)
  const page = await open('issues')
  const banner = page.getByRole('status').filter({ hasText: host })
  await banner.getByText('mirror').waitFor()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await banner.getByText('Quota').click()
  await page.getByText('Where it was on its way to').waitFor()
  await banner.getByText('It is meant').click()
  await banner.waitFor({ state: 'detached' })
  await page.reload()
  await waitForPanel(page)
  expect(await banner.count()).toBe(0)
  await page.context().close()
})
