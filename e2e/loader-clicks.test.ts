import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openOverlayPage } from './loader/overlay-page.ts'
import type { OverlayPage } from './loader/overlay-page.ts'
import { sendError } from './loader/sent-error.ts'
import { makeViteApp } from './vite-plugin/vite-app.ts'
import type { ViteApp } from './vite-plugin/vite-app.ts'

const width = 1200
const height = 720
const CELL = 80

/** An app that is to be clicked everywhere: tiles from edge to edge, which count. */
const tiles = `const columns = ${width / CELL}
document.body.replaceChildren(
  ...Array.from({ length: columns * ${height / CELL} }, (_, index) => {
    const tile = document.createElement('div')
    tile.dataset.tile = String(index)
    tile.textContent = String(index)
    tile.style.cssText = 'position:fixed;width:${CELL}px;height:${CELL}px'
    tile.style.left = (index % columns) * ${CELL} + 'px'
    tile.style.top = Math.floor(index / columns) * ${CELL} + 'px'
    tile.addEventListener('click', ({ clientX, clientY }) => {
      tile.dataset.clicks = (tile.dataset.clicks ?? '') + clientX + ',' + clientY + ' '
    })
    return tile
  }),
)
`

let browser: Browser
let app: ViteApp
let url: string

beforeAll(async () => {
  browser = await openBrowser()
  app = makeViteApp({ version: 8, files: { 'src/main.ts': tiles } })
  ;({ url } = await app.start())
})

afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))

afterAll(async () => {
  await browser.close()
  await app.close()
})

interface Place {
  readonly x: number
  readonly y: number
}

interface Box extends Place {
  readonly width: number
  readonly height: number
}

async function visit(footlight: 'on' | 'unsaid'): Promise<OverlayPage> {
  const opened = await openOverlayPage(browser, url, { footlight, viewport: { width, height } })
  await opened.page.locator('[data-tile]').last().waitFor()
  return opened
}

/** In whole pixels: one that is covered in part is hit as one that is covered. */
async function toBox(element: Locator): Promise<Box> {
  const box = await element.boundingBox()
  if (box === null) throw new Error('it is not to be seen')
  const [x, y] = [Math.floor(box.x), Math.floor(box.y)]
  return {
    x,
    y,
    width: Math.ceil(box.x + box.width) - x,
    height: Math.ceil(box.y + box.height) - y,
  }
}

/** Of a grid over the whole window, its edges and corners, those where the app is not on top. */
function findCovered(page: Page): Promise<readonly Place[]> {
  return page.evaluate(() => {
    const [columns = [], rows = []] = [innerWidth, innerHeight].map((length) => [
      ...Array.from({ length: Math.ceil(length / 4) }, (_, index) => index * 4),
      length - 1,
    ])
    return rows.flatMap((y) =>
      columns.flatMap((x) =>
        document.elementFromPoint(x, y)?.hasAttribute('data-tile') === true ? [] : [{ x, y }],
      ),
    )
  })
}

function isIn({ x, y }: Place, box: Box): boolean {
  return x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height
}

/** Two pixels outside each side, and outside each corner. */
function toNeighbours({ x, y, width: across, height: down }: Box): readonly Place[] {
  const columns = [x - 2, x + across / 2, x + across + 2]
  const rows = [y - 2, y + down / 2, y + down + 2]
  return columns
    .flatMap((left, column) =>
      rows.flatMap((top, row) => (column === 1 && row === 1 ? [] : [{ x: left, y: top }])),
    )
    .map((place) => ({ x: Math.round(place.x), y: Math.round(place.y) }))
    .filter((place) => isIn(place, { x: 0, y: 0, width, height }))
}

async function expectClicked(page: Page, place: Place): Promise<void> {
  await page.mouse.click(place.x, place.y)
  const heard = await page
    .locator('[data-clicks]')
    .evaluateAll((all) =>
      all.flatMap((tile) => tile.getAttribute('data-clicks')?.trim().split(' ') ?? []),
    )
  expect(heard).toContain(`${place.x},${place.y}`)
}

const corners: readonly Place[] = [
  { x: 0, y: 0 },
  { x: width - 1, y: 0 },
  { x: 0, y: height - 1 },
  { x: width - 1, y: height - 1 },
]

describe('an app’s own test, which drives the browser', () => {
  test('clicks every tile from edge to edge', async () => {
    const { page, host } = await visit('unsaid')
    const all = page.locator('[data-tile]')
    const count = await all.count()
    for (let index = 0; index < count; index++) await all.nth(index).click({ timeout: 2000 })
    for (const corner of corners) await expectClicked(page, corner)
    expect(await page.locator('[data-clicks]').count()).toBe(count)
    expect(await findCovered(page)).toEqual([])
    expect(await host.count()).toBe(0)
  })
})

describe('with the overlay in the page', () => {
  test('nothing outside the pill is covered, and its neighbours are clicked', async () => {
    const { page, pill } = await visit('on')
    const box = await toBox(pill)
    const covered = await findCovered(page)
    expect(covered.length).toBeGreaterThan(0)
    expect(covered.filter((place) => !isIn(place, box))).toEqual([])
    for (const place of [...corners, ...toNeighbours(box)]) await expectClicked(page, place)
  })

  test('nothing outside a toast is covered, and a click in it opens its issue', async () => {
    const { page, pill, toast, frame } = await visit('on')
    await sendError(url, { value: 'told in a toast' })
    // Rested on, it stays.
    await toast.hover()
    const boxes = [await toBox(pill), await toBox(toast)]
    const covered = await findCovered(page)
    expect(covered.filter((place) => !boxes.some((box) => isIn(place, box)))).toEqual([])
    for (const place of boxes.flatMap(toNeighbours)) {
      await expectClicked(page, place)
      await toast.hover()
    }
    await toast.locator('.message').click()
    const panel = frame.locator('iframe').contentFrame()
    await panel.getByRole('heading', { name: 'told in a toast' }).waitFor()
    expect(await toast.count()).toBe(0)
  })
})
