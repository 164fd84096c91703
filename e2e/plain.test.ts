import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openOverlayPage } from './loader/overlay-page.ts'
import type { OverlayPage } from './loader/overlay-page.ts'
import { startPlayground } from './started-playground.ts'
import type { StartedPlayground } from './started-playground.ts'

let tides: StartedPlayground
let browser: Browser
let opened: OverlayPage

const incoming = { traceId: '0123456789abcdef0123456789abcdef', spanId: '0123456789abcdef' }

/** A machine that builds something else beside is slow to read. */
const late = { timeout: 30_000 }

beforeAll(async () => {
  tides = await startPlayground('plain')
  const headers = { 'sentry-trace': `${incoming.traceId}-${incoming.spanId}-1` }
  await fetch(`${tides.addresses.server}api/tides/brest`, { headers })
  await fetch(`${tides.addresses.server}api/tides/atlantis`, { headers })
  browser = await openBrowser()
  opened = await openOverlayPage(browser, tides.addresses.page ?? '')
  // It is heard once it has loaded, when nothing of an SDK was seen in it.
  await opened.page.waitForFunction(() => Reflect.has(window, '__footlightSentry'))
}, 240_000)

afterAll(async () => {
  await browser.close()
  expect(await tides.stop()).toBe(0)
})

test('what the server answers stands in the trace of whoever asked', async () => {
  await expect
    .poll(
      async () => (await tides.read('traces/:traceId', { id: incoming.traceId })).spanCount,
      late,
    )
    .toBe(2)
  const { spans } = await tides.read('traces/:traceId', { id: incoming.traceId })
  expect(spans.map(({ name, status, parentSpanId }) => [name, status, parentSpanId])).toEqual(
    expect.arrayContaining([
      ['GET /api/tides/brest', 'ok', incoming.spanId],
      ['GET /api/tides/atlantis', 'error', incoming.spanId],
    ]),
  )
})

test('what the server prints is a log of the request', async () => {
  const found = { query: 'message:"high water at brest*"' }
  await expect.poll(async () => (await tides.read('logs', found)).total, late).toBe(1)
  const { items } = await tides.read('logs', found)
  expect(items[0]).toMatchObject({ level: 'info', traceId: incoming.traceId })
})

test('what the server catches and prints is an issue, with the line it stands in', async () => {
  const found = { query: `sdk:footlight.node* trace:${incoming.traceId}` }
  await expect.poll(async () => (await tides.read('events', found)).items.length, late).toBe(1)
  const { items } = await tides.read('events', found)
  expect(items[0]).toMatchObject({
    traceId: incoming.traceId,
    transaction: 'GET /api/tides/atlantis',
  })
  const frame = items[0]?.exceptions[0]?.frames.at(-1)
  expect(frame).toMatchObject({ function: 'readTide', line: 9 })
  expect(frame?.filename).toMatch(/playground[\\/]plain[\\/]server\.ts$/)
})

test('what a click asks for is one trace, from the page to the server that answered', async () => {
  await opened.page.locator('#ask').click()
  const found = { query: 'sdk:footlight.page* op:http.client' }
  await expect.poll(async () => (await tides.read('spans', found)).total, late).toBe(1)
  const [asked] = (await tides.read('spans', found)).items
  const id = asked?.traceId ?? ''
  const readAnswered = async (): Promise<unknown> =>
    (await tides.read('traces/:traceId', { id })).spans.find(({ op }) => op === 'http.server')
  await expect
    .poll(readAnswered, late)
    .toMatchObject({ name: 'GET /api/tides/brest', parentSpanId: asked?.spanId })

  const lines = { query: `trace:${id}` }
  await expect.poll(async () => (await tides.read('logs', lines)).total, late).toBe(2)
  const { items } = await tides.read('logs', lines)
  const told = items.map(({ body }) => body.split(' at ')[0] ?? '')
  expect(told.toSorted((one, other) => one.localeCompare(other))).toEqual([
    'high water',
    expect.stringMatching(/^tide of brest/),
  ])
})

test('what is thrown in the page is an issue, and the overlay shows the line as it was written', async () => {
  await opened.page.locator('#throw').click()
  await opened.pill.click()
  const panel = opened.frame.locator('iframe').contentFrame()
  await panel.getByText('Issues').first().click()
  await panel.getByText("reading 'metres'").first().click()
  await panel.getByText('show(`${tides.brest.metres} m at Brest`)').first().waitFor()
})
