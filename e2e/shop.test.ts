import { execFile } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Locator, Page } from 'playwright-core'
import type { EventItem, SpanItem, TraceDetail, TraceSummary } from 'protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openOverlayPage } from './loader/overlay-page.ts'
import { makeFolder, removeFolder } from './sidecar/footlight.ts'
import { startPlayground } from './started-playground.ts'
import type { StartedPlayground } from './started-playground.ts'

let shop: StartedPlayground
let browser: Browser
let page: Page
/** Hosts that the page has sent a request to. */
const asked = new Set<string>()

/** A machine that does other things as well. */
const late = { timeout: 30_000, interval: 200 }

const editor = makeFolder()
const opened = join(editor, 'opened')

beforeAll(async () => {
  // Called as the one editor whose way of naming line and column is known.
  const command = join(editor, 'code')
  writeFileSync(command, `#!/bin/sh\necho "$@" >> '${opened}'\n`)
  chmodSync(command, 0o755)
  ;[shop, browser] = await Promise.all([
    startPlayground('shop', { LAUNCH_EDITOR: command }),
    openBrowser(),
  ])
  page = await browser.newPage()
  page.on('request', (request) => asked.add(new URL(request.url()).hostname))
  await visit(page)
}, 240_000)

afterAll(async () => {
  await browser.close()
  expect(await shop.stop()).toBe(0)
  removeFolder(editor)
})

async function visit(visitor: Page): Promise<void> {
  await visitor.goto(shop.addresses.page ?? '')
  await visitor.getByRole('listitem').nth(5).waitFor()
}

const findButton = (visitor: Page, title: string): Locator =>
  visitor.getByRole('button').filter({ has: visitor.getByText(title, { exact: true }) })

describe('in the overlay', () => {
  test('an error in a click handler shows the line as it was written, and a click opens it in the editor', async () => {
    const overlay = await openOverlayPage(browser, shop.addresses.page ?? '')
    await findButton(overlay.page, 'Unhandled error').click()
    const file = 'playground/shop/src/page-errors.ts'
    const lines = readFileSync(file, 'utf8').split('\n')
    const line = lines.findIndex((text) => text.includes('price.amount'))
    const text = lines[line] ?? ''
    await overlay.toast.locator('.code').getByText('pounds').waitFor()

    await overlay.page.keyboard.press('Control+Shift+Quote')
    await overlay.page.keyboard.press('Enter')
    const panel = overlay.frame.locator('iframe').contentFrame()
    const failing = panel.locator('.fl-code .ln.err').first()
    await failing.waitFor()
    expect(await failing.textContent()).toBe(`${line + 1}${text}`)
    expect(await failing.locator('.c-k').first().textContent()).toMatch(/^return/)
    expect(await failing.locator('.hit').textContent()).toContain('amount')

    await panel.getByRole('button', { name: 'Open in editor' }).first().click()
    const place = `${file}:${line + 1}:${text.indexOf('amount') + 1}`
    await expect
      .poll(() => existsSync(opened) && readFileSync(opened, 'utf8'), late)
      .toContain(place)
    await overlay.page.context().close()
  })

  test.each([
    ['Handled error', 'throw new CouponRefused('],
    ['Failed fetch', 'const response = await fetch('],
  ])('%s: its toast shows the line as it was written', async (title, code) => {
    const overlay = await openOverlayPage(browser, shop.addresses.page ?? '')
    await findButton(overlay.page, title).click()
    await overlay.toast.locator('.code').waitFor()
    expect(await overlay.toast.locator('.code').innerText()).toContain(code)
    await overlay.page.context().close()
  })

  test('an error in Express shows its trace, from the click in the page to the SQL', async () => {
    await press('Server error', isWholeCheckout)
    const { items } = await shop.read('issues')
    const issue = items.find(({ culprit }) => culprit?.includes('checkout.ts'))
    const visitor = await browser.newPage()
    await visitor.goto(`${shop.addresses.page}__footlight/issues/${issue?.id}`)
    await visitor.getByRole('link', { name: 'Open trace' }).click()
    const rows = visitor.getByRole('treegrid', { name: 'Spans' }).getByRole('row')
    await rows.filter({ hasText: 'Click: Server error' }).waitFor()
    const story = [
      'Click: Server error',
      'POST localhost',
      'POST /api/checkout',
      'SELECT … FROM cart_item',
    ]
    const texts = await rows.allTextContents()
    const places = story.map((part) => texts.findIndex((row) => row.includes(part)))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    await visitor.close()
  })
})

async function listClicks(title: string): Promise<readonly TraceSummary[]> {
  const { items } = await shop.read('traces', { limit: '100' })
  return items.filter(({ name }) => name === `Click: ${title}`)
}

/** Presses a button; the trace that its press has begun, once it is as whole as it is asked to be. */
async function press(
  title: string,
  isWhole: (trace: TraceDetail) => boolean,
): Promise<TraceDetail> {
  const before = new Set((await listClicks(title)).map(({ traceId }) => traceId))
  await findButton(page, title).click()
  let trace: TraceDetail | undefined
  await expect
    .poll(async () => {
      const summary = (await listClicks(title)).find(({ traceId }) => !before.has(traceId))
      trace = summary && (await shop.read('traces/:traceId', { id: summary.traceId }))
      return trace !== undefined && isWhole(trace)
    }, late)
    .toBe(true)
  return trace as TraceDetail
}

const ofOp = ({ spans }: TraceDetail, op: string): readonly SpanItem[] =>
  spans.filter((span) => span.op === op)

/** The operations from the root of the trace down to a span. */
function toLineage({ spans }: TraceDetail, last: SpanItem | undefined): readonly string[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]))
  const lineage: string[] = []
  for (let span = last; span !== undefined; span = byId.get(span.parentSpanId ?? '')) {
    lineage.unshift(span.op ?? '')
  }
  return lineage
}

/** Each exception's sentence, and the file of the app that it comes from. */
const toStory = ({ exceptions }: EventItem): readonly string[] =>
  exceptions.map(({ type, value, frames }) => {
    const files = frames.flatMap(
      ({ filename = '' }) => /(?:server|src)\/[\w-]+\.ts/.exec(filename) ?? [],
    )
    return `${type}: ${value} @ ${files.at(-1)}`
  })

const isWholeCheckout = (trace: TraceDetail): boolean =>
  trace.errors.length === 2 && ofOp(trace, 'db').length === 3

const oneError = ({ errors }: TraceDetail): boolean => errors.length === 1

describe('errors in the page', () => {
  test.each([
    [
      'Handled error',
      true,
      [
        "SyntaxError: Expected ',' or '}' after property value in JSON at position 16 (line 1 column 17) @ src/page-errors.ts",
        'CouponRefused: The coupon cannot be read @ src/page-errors.ts',
      ],
    ],
    [
      'Unhandled error',
      false,
      ["TypeError: Cannot read properties of undefined (reading 'amount') @ src/page-errors.ts"],
    ],
    [
      'Error group',
      false,
      [
        'RangeError: Candela has no fresnels left @ src/page-errors.ts',
        'RangeError: Brightwell has no fresnels left @ src/page-errors.ts',
        'RangeError: Adler has no fresnels left @ src/page-errors.ts',
        'AggregateError: No supplier can deliver @ src/page-errors.ts',
      ],
    ],
    [
      'Rejected promise',
      false,
      ['Error: No recommendations for a cart of 0 lamps @ src/page-errors.ts'],
    ],
    ['Failed fetch', false, ['TypeError: Failed to fetch (localhost:1) @ src/far-errors.ts']],
    [
      'Worker error',
      false,
      ["TypeError: Cannot read properties of undefined (reading 'city') @ src/label-printer.ts"],
    ],
  ])('%s: the original error, in the trace of the click', async (title, isHandled, story) => {
    const { errors, spans } = await press(title, oneError)
    const [error] = errors
    expect(error && toStory(error)).toEqual(story)
    expect(error?.exceptions.at(-1)?.mechanism?.handled).toBe(isHandled)
    expect(error?.spanId).toBe(spans.find(({ op }) => op === 'ui.action.click')?.spanId)
  })
})

describe('from the click to the database', () => {
  test('an error in Express stands in one trace, from the click through the server to the SQL', async () => {
    const trace = await press('Server error', isWholeCheckout)
    expect(trace.errors.map(toStory).flat().toSorted()).toEqual([
      'Error: POST /checkout answered 500 @ src/ask-shop.ts',
      "TypeError: Cannot read properties of undefined (reading 'amount') @ server/checkout.ts",
    ])
    const [cart] = ofOp(trace, 'db')
    expect(toLineage(trace, cart)).toEqual([
      'ui.action.click',
      'http.client',
      'http.server',
      'router',
      'handler',
      'db',
    ])
    expect(cart?.attributes).toMatchObject({
      'db.system': 'sqlite',
      'db.query.text': 'SELECT product_id, quantity FROM cart_item WHERE cart_id = ?',
    })
  })

  test('N+1 queries: one for the list and the same one 150 times', async () => {
    const trace = await press('N+1 queries', (it) => ofOp(it, 'db').length === 151)
    const [first, ...others] = ofOp(trace, 'db').map(({ name }) => name)
    expect(first).toMatch(/^SELECT id, name FROM product/)
    expect(new Set(others).size).toBe(1)

    const { rows } = await shop.read('stats', {
      query: `trace:${trace.traceId} op:db "FROM past_price"`,
      stat: 'count(),sum(duration)',
      group: 'name',
    })
    expect(rows.map(({ values }) => values['count()'])).toEqual([150])
    expect(rows[0]?.values['sum(duration)']).toBeGreaterThan(0)
  })

  test('Slow query: one that takes nearly all of its request', async () => {
    const trace = await press('Slow query', (it) => ofOp(it, 'db').length === 1)
    const [slow] = ofOp(trace, 'db')
    const [request] = ofOp(trace, 'http.server')
    expect(slow?.name).toMatch(/OFFSET \?$/)
    expect(slow?.duration).toBeGreaterThan(300)
    expect((slow?.duration ?? 0) / (request?.duration ?? 1)).toBeGreaterThan(0.8)

    const { items } = await shop.read('spans', { query: 'op:db OFFSET duration:>300ms' })
    expect(items.map(({ spanId }) => spanId)).toContain(slow?.spanId)
  })

  test('Cache: a miss asks the database and a hit does not', async () => {
    const trace = await press('Cache', (it) => ofOp(it, 'cache.get').length === 18)
    const hits = ofOp(trace, 'cache.get').map(({ attributes }) => attributes['cache.hit'])
    expect(hits.filter((isHit) => isHit === false)).toHaveLength(6)
    expect(hits.filter((isHit) => isHit === true)).toHaveLength(12)
    expect(ofOp(trace, 'db')).toHaveLength(6)
    expect(ofOp(trace, 'cache.put')).toHaveLength(6)

    const { rows } = await shop.read('stats', {
      query: `trace:${trace.traceId} op:cache.get`,
      stat: 'count()',
      group: 'cache.hit',
    })
    expect(rows.map(({ values }) => values['count()'])).toEqual([12, 6])
  })
})

describe('volume', () => {
  test('Log burst: 500 lines, of page and server, in one trace', async () => {
    const trace = await press('Log burst', ({ logCount }) => logCount === 500)
    const levels = new Set(trace.logs.map(({ level }) => level))
    expect(levels).toEqual(new Set(['info', 'warn', 'error']))
    const found = await shop.read('logs', {
      query: 'message:"Purchase Completed" discountCode:SAVE20 latencyMs:>1700',
    })
    expect(found.total).toBeGreaterThan(0)
    expect(found.total).toBeLessThan(100)
  })

  test('Custom span: steps inside a step, with attributes', async () => {
    const trace = await press('Custom span', (it) => ofOp(it, 'shop.pack.step').length === 3)
    const [step] = ofOp(trace, 'shop.pack.step')
    expect(toLineage(trace, step)).toEqual(['ui.action.click', 'shop.pack', 'shop.pack.step'])
    expect(ofOp(trace, 'shop.pack')[0]?.attributes).toMatchObject({ 'parcel.grams': 4200 })
  })

  test('10,000-span trace: none is lost', async () => {
    const trace = await press('10,000-span trace', ({ spanCount }) => spanCount > 10_000)
    expect(ofOp(trace, 'warehouse.box')).toHaveLength(9900)
    expect(ofOp(trace, 'warehouse.shelf')).toHaveLength(100)
    expect(trace.missing).toEqual([])
  })
})

describe('asked as a person would', () => {
  test('what threw, and what led there: one issue however often it throws', async () => {
    const query = 'error.type:TypeError error.value:*amount* service:browser'
    const before = (await shop.read('events', { query })).total
    await press('Unhandled error', oneError)
    const { errors } = await press('Unhandled error', oneError)
    expect((await shop.read('events', { query })).total).toBe(before + 2)
    const { items } = await shop.read('issues', { query })
    expect(items.map(({ count, culprit }) => [count, culprit])).toEqual([
      [before + 2, 'src/page-errors.ts in buyInPounds'],
    ])
    expect(errors[0]?.breadcrumbs.at(-1)).toMatchObject({ category: 'ui.click' })
  })

  test('which answer of the server an error in the page comes from', async () => {
    const { errors } = await press('Server error', isWholeCheckout)
    const error = errors.find(({ title }) => title.includes('answered 500'))
    expect(error?.breadcrumbs.slice(-2)).toMatchObject([
      { category: 'ui.click' },
      { category: 'fetch', data: { url: '/api/checkout', status_code: 500 } },
    ])
  })
})

test('what a click led to is of the tab it was made in, down to the SQL', async () => {
  const tab = await page.evaluate(() => sessionStorage.getItem('footlight-tab'))
  const { traceId } = await press('Server error', isWholeCheckout)
  const query = `tab:${tab} trace:${traceId}`
  expect((await shop.read('spans', { query: `${query} op:db` })).total).toBe(3)
  expect((await shop.read('events', { query })).total).toBe(2)
})

test('nothing has left for the production project, and the ledger says what was kept', async () => {
  const before = await readLedger()
  await press('Log burst', ({ logCount }) => logCount === 500)
  const after = await readLedger()
  const difference = ['browser log_item', 'node log_item'].map(
    (line) => (after.get(line) ?? 0) - (before.get(line) ?? 0),
  )
  expect(difference).toEqual([440, 60])
  expect(asked).toEqual(new Set(['localhost']))
})

async function readLedger(): Promise<ReadonlyMap<string, number>> {
  const { total } = await shop.read('quota')
  return new Map(total.map((line) => [`${line.service} ${line.category}`, line.quantity]))
}

test('the page load itself is one trace, from the document to the SQL of its lamps', async () => {
  await expect
    .poll(async () => {
      const { items } = await shop.read('traces', { limit: '100' })
      const load = items.find(({ op }) => op === 'pageload')
      if (load === undefined) return []
      const trace = await shop.read('traces/:traceId', { id: load.traceId })
      return toLineage(trace, ofOp(trace, 'db')[0])
    }, late)
    .toEqual(['pageload', 'http.client', 'http.server', 'router', 'handler', 'db'])
})

test('its code is sound in its types', async () => {
  await promisify(execFile)('npx', ['--no-install', 'tsc', '-p', 'playground/shop'])
})
