import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { measureScript } from '../../packages/overlay/bench/loader-script.ts'
import { openBrowser } from '../browser.ts'
import { setup } from '../build-package.ts'
import { openOverlayPage } from '../loader/overlay-page.ts'
import { makeViteApp } from '../vite-plugin/vite-app.ts'
import { measureBadge, measureKey, throwing } from './overlay-probe.ts'
import { toMedian } from './quantile.ts'
import { postErrors, postLogs, postTrace, toLetters } from './ui-load.ts'
import {
  countElements,
  measureClick,
  measureFrames,
  measureHeap,
  toWheel,
  untilShown,
} from './ui-probe.ts'
import type { FrameCost, Shown } from './ui-probe.ts'
import { openOurReader, openPeerReader } from './ui-readers.ts'
import type { ListName, Reader } from './ui-readers.ts'
import { weigh, weighReader } from './ui-weight.ts'
import { measureYardstick } from './yardstick.ts'

/**
 * `npm run bench -- ui`: what somebody waits for who looks at the overlay or the panel, beside the
 * UI of the closest tool. That one keeps 500 envelopes, and has no overlay.
 */
const { values: flags } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== 'ui'),
  options: {
    rounds: { type: 'string', default: '5' },
    events: { type: 'string', default: '100000' },
    /** How long the closest tool may take to show what arrived. */
    patience: { type: 'string', default: '60' },
    alone: { type: 'boolean', default: false },
  },
})
const rounds = Number(flags.rounds)
const patience = Number(flags.patience) * 1000

const LIVE = 2000
const LOGS = 2000
const SPANS = 10_000
const POSTED = 20

/** A figure of both; the tool's is missing where it has nothing of the kind. */
type Figures = ReadonlyMap<string, number>

function report(name: string, unit: string, target: number, own: Figures, peer: Figures): void {
  const value = own.get(name) ?? Number.NaN
  const other = peer.get(name)
  const cells = [
    name.padEnd(52),
    `at most ${target} ${unit}`.padStart(16),
    `${toText(value)} ${unit}`.padStart(14),
    (other === undefined ? '' : `${toText(other)} ${unit}`).padStart(14),
    value <= target ? '' : '   missed',
  ]
  console.log(cells.join(''))
}

function toText(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1)
}

async function medianOf(measure: () => Promise<number>, times = rounds): Promise<number> {
  const values: number[] = []
  for (let round = 0; round < times; round++) values.push(await measure())
  return toMedian(values)
}

async function openPage(browser: Browser, reader: Reader, list: ListName): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await page.goto(reader.address(list))
  await page.locator(reader.ready).first().waitFor()
  return page
}

async function withPage<T>(
  browser: Browser,
  reader: Reader,
  list: ListName,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const page = await openPage(browser, reader, list)
  try {
    return await use(page)
  } finally {
    await page.context().close()
  }
}

/** Since the last of them was answered; `patience` when they were not all there by then. */
async function measureLive(page: Page, reader: Reader): Promise<number> {
  await postErrors(reader.post, { count: LIVE })
  const last = Date.now()
  try {
    return Math.max(
      (await untilShown(page, reader.all('errors', LIVE + POSTED), patience)) - last,
      0,
    )
  } catch {
    return patience
  }
}

async function measurePosted(page: Page, reader: Reader, number: number): Promise<number> {
  const type = `Posted${toLetters(number)}Error`
  const shown: Shown = { selector: reader.rows.errors, text: type }
  const seen = untilShown(page, shown)
  const event_id = `f${number.toString(16).padStart(31, '0')}`
  const exception = { values: [{ type, value: 'just now' }] }
  const start = Date.now()
  await reader.post([
    [{ type: 'event' }, { event_id, timestamp: start / 1000, fingerprint: [type], exception }],
  ])
  return (await seen) - start
}

/** From the address to the first row, in a browser that has nothing of it. */
async function measureOpening(browser: Browser, reader: Reader): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await page.goto(reader.address('errors'), { waitUntil: 'commit' })
  const seen = await untilShown(page, { selector: reader.rows.errors })
  const start = await page.evaluate(() => performance.timeOrigin)
  await context.close()
  return seen - start
}

const frameFigures = (name: string, { script, longest }: FrameCost): [string, number][] => [
  [`${name}: script a frame, p95`, script],
  [`${name}: longest task over 50 ms`, longest],
]

/** All that both have. */
async function measureReader(browser: Browser, reader: Reader): Promise<Figures> {
  const figures = new Map<string, number>()
  await withPage(browser, reader, 'errors', async (page) => {
    const times: number[] = []
    for (let number = 0; number < POSTED; number++) {
      times.push(await measurePosted(page, reader, number))
    }
    figures.set('an error: posted to listed', toMedian(times))
  })
  await postTrace(reader.post, 'a large job', SPANS)
  const openTrace = (page: Page): Promise<number> =>
    measureClick(page, page.getByText('a large job').first(), reader.spans)
  figures.set(
    '10,000 spans: click to first rows',
    await medianOf(() => withPage(browser, reader, 'traces', openTrace)),
  )
  await withPage(browser, reader, 'traces', async (page) => {
    await openTrace(page)
    await untilShown(page, reader.all('spans', SPANS))
    figures.set('10,000 spans: elements', await countElements(page))
    const scroll = await toWheel(page, reader.waterfall, { y: 300 })
    const cost = await measureFrames(page, scroll)
    for (const [name, value] of frameFigures('scrolling 10,000 spans', cost))
      figures.set(name, value)
    if (!reader.pans) return
    await page.keyboard.press('+')
    await page.keyboard.press('+')
    const pan = await measureFrames(page, await toWheel(page, reader.waterfall, { x: 40 }))
    for (const [name, value] of frameFigures('panning 10,000 spans', pan)) figures.set(name, value)
  })
  await postLogs(reader.post, LOGS)
  const openLogs = (page: Page): Promise<number> =>
    measureClick(page, page.locator(reader.link('logs')).first(), {
      selector: reader.rows.logs,
      count: 10,
    })
  figures.set(
    '2,000 logs: click to first rows',
    await medianOf(() => withPage(browser, reader, 'errors', openLogs)),
  )
  await withPage(browser, reader, 'errors', async (page) => {
    await openLogs(page)
    await untilShown(page, reader.all('logs', LOGS))
    const scroll = await toWheel(page, reader.rows.logs, { y: 300 })
    for (const [name, value] of frameFigures(
      'scrolling 2,000 logs',
      await measureFrames(page, scroll),
    ))
      figures.set(name, value)
  })
  figures.set(
    'own window: address to first row',
    await medianOf(() => measureOpening(browser, reader)),
  )
  const page = await openPage(browser, reader, 'errors')
  const live = await measureLive(page, reader)
  figures.set('2,000 errors live: last to all shown', live)
  // A page that is still at it answers nothing, not even that it is to be closed.
  if (live >= patience) return figures
  figures.set('2,000 errors live: elements', await countElements(page))
  figures.set('2,000 errors live: heap', await measureHeap(page))
  await page.context().close()
  return figures
}

/** What only we have: in the page of an app. */
async function measureOverlay(browser: Browser): Promise<Figures> {
  const figures = new Map<string, number>()
  const app = makeViteApp({ version: 8, files: { 'src/main.ts': throwing } })
  try {
    const { url } = await app.start()
    const { page, pill } = await openOverlayPage(browser, url)
    await pill.waitFor()
    const times: number[] = []
    for (let number = 1; number <= POSTED; number++) times.push(await measureBadge(page, number))
    await page.context().close()
    figures.set('overlay: throw to badge', toMedian(times))
    figures.set(
      'overlay: key to usable panel, cold',
      await medianOf(() => measureKey(browser, url)),
    )
  } finally {
    await app.close()
  }
  const bare = makeViteApp({ version: 8, files: { 'src/main.ts': '' } })
  try {
    const { url } = await bare.start()
    const { beforeLoad, total } = await measureScript(browser, url, 4)
    figures.set('overlay: script until the page is loaded, CPU / 4', beforeLoad)
    figures.set('overlay: script in all, CPU / 4', total)
  } finally {
    await bare.close()
  }
  return figures
}

/** A panel that was open while all of it arrived. */
async function measureFlood(browser: Browser, reader: Reader): Promise<Figures> {
  const count = Number(flags.events)
  return withPage(browser, reader, 'errors', async (page) => {
    await postErrors(reader.post, { count, kinds: 1000, from: LIVE, inEnvelope: 50 })
    // What comes last is listed last.
    await measurePosted(page, reader, POSTED)
    return new Map([['100,000 events live: heap', await measureHeap(page)]])
  })
}

const targets: readonly (readonly [name: string, unit: string, target: number])[] = [
  ['overlay: throw to badge', 'ms', 100],
  ['overlay: key to usable panel, cold', 'ms', 300],
  ['overlay: script until the page is loaded, CPU / 4', 'ms', 5],
  ['overlay: script in all, CPU / 4', 'ms', 5],
  ['own window: address to first row', 'ms', 300],
  ['an error: posted to listed', 'ms', 100],
  ['10,000 spans: click to first rows', 'ms', 200],
  ['10,000 spans: elements', '', 2000],
  ['2,000 logs: click to first rows', 'ms', 150],
  ['2,000 errors live: last to all shown', 'ms', 1000],
  ['2,000 errors live: elements', '', 2000],
  ['2,000 errors live: heap', 'MB', 60],
  ['100,000 events live: heap', 'MB', 60],
  ...['scrolling 10,000 spans', 'panning 10,000 spans', 'scrolling 2,000 logs'].flatMap(
    (name): (readonly [string, string, number])[] => [
      [`${name}: script a frame, p95`, 'ms', 8],
      [`${name}: longest task over 50 ms`, 'ms', 0],
    ],
  ),
  ['bytes: guard', 'KB', 3],
  ['bytes: loader', 'KB', 12],
  ['bytes: first view', 'KB', 120],
  ['requests: first view', '', 3],
]

await setup()
console.log(`yardstick ${measureYardstick().toFixed(0)} ms`)
const browsers = [await openBrowser(), await openBrowser()] as const
const readers: Reader[] = []
try {
  const [browser, other] = browsers
  const own = new Map([...weigh(), ...(await measureOverlay(browser))])
  const ours = await openOurReader()
  readers.push(ours)
  for (const [name, value] of await measureReader(browser, ours)) own.set(name, value)
  for (const [name, value] of await measureFlood(browser, ours)) own.set(name, value)
  const peer = new Map<string, number>()
  if (!flags.alone) {
    const theirs = await openPeerReader()
    readers.push(theirs)
    for (const [name, value] of await weighReader(other, theirs)) peer.set(name, value)
    for (const [name, value] of await measureReader(other, theirs)) peer.set(name, value)
  }
  console.log(
    `${''.padEnd(52)}${'target'.padStart(16)}${'footlight'.padStart(14)}${'spotlight'.padStart(14)}`,
  )
  for (const [name, unit, target] of targets) report(name, unit, target, own, peer)
} finally {
  for (const each of browsers) await each.close()
  for (const reader of readers) await reader.close()
}
console.log(`yardstick ${measureYardstick().toFixed(0)} ms`)
