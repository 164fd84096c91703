import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { readCapture } from './corpus/capture.ts'
import { sendCartPage } from './panel/cart-page.ts'
import {
  sendCheckoutError,
  sendCheckoutTrace,
  sendSave,
  writeProject,
} from './panel/checkout-story.ts'
import { openPanelPage, waitForPanel } from './panel/open-panel.ts'
import { sendStrangeThings } from './panel/strange-story.ts'
import { makeFolder, openFootlight, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'
import { sendAsRequests } from './sidecar/send-capture.ts'

/**
 * Pictures of every view, in both themes, wide and narrow, for a person to look at:
 * `npm run shots`, or `npm run shots issue` for those whose name begins so.
 */
const folder = '.cache/shots'

const sizes = [
  [1280, 800],
  [390, 844],
] as const

type Day = 'ordinary' | 'strange' | 'first'

/** Names, and the place of the panel: a path, or one that depends on what is there. */
interface Shot {
  readonly name: string
  readonly path: (footlight: Footlight) => Promise<string> | string
  /** Where it is taken: an ordinary day, one of things that no designer thought of, or the first minute. */
  readonly day?: Day
  /** What to do before it is taken. */
  readonly act?: (page: Page) => Promise<void>
  readonly sizes?: readonly (readonly [number, number])[]
}

const shots: readonly Shot[] = [
  { name: 'issues', path: () => 'issues', sizes: [...sizes, [560, 800], [320, 640]] },
  { name: 'issues-query', path: () => 'issues', act: (page) => page.keyboard.type('/lev') },
  { name: 'issues-empty', path: () => 'issues?query=level:fatal+nothing' },
  { name: 'issues-mistake', path: () => 'issues', act: (page) => page.keyboard.type('/level:[a') },
  { name: 'issue', path: (footlight) => toFirst(footlight, 'issues', 'service:* TypeError') },
  {
    name: 'issue-story',
    path: (footlight) => toFirst(footlight, 'issues', 'type:CheckoutError'),
    sizes: [...sizes, [560, 800], [320, 640]],
  },
  { name: 'issue-chain', path: (footlight) => toFirst(footlight, 'issues', 'AggregateError') },
  { name: 'pages', path: () => 'pages' },
  { name: 'pages-span', path: () => 'pages', act: (page) => page.keyboard.press('2') },
  { name: 'pages-entry', path: () => 'pages?row=page-document' },
  { name: 'pages-traced', path: () => 'pages?row=ca00000000000001' },
  { name: 'pages-list', path: () => 'pages?list=all' },
  { name: 'pages-empty', path: () => 'pages?tab=gone' },
  { name: 'traces', path: () => 'traces' },
  { name: 'traces-groups', path: () => 'traces?group=op' },
  { name: 'traces-empty', path: () => 'traces?query=op:nothing' },
  { name: 'trace', path: toCheckout },
  { name: 'trace-span', path: toCheckout, act: (page) => page.keyboard.press('s') },
  {
    name: 'trace-flame',
    path: toCheckout,
    act: (page) => page.getByRole('button', { name: 'Flame' }).click(),
  },
  { name: 'logs', path: () => 'logs' },
  {
    name: 'logs-open',
    path: () => 'logs',
    act: (page) => page.getByRole('row').nth(3).click(),
  },
  { name: 'logs-groups', path: () => 'logs?group=level' },
  { name: 'logs-empty', path: () => 'logs?query=level:fatal+nothing' },
  { name: 'arrivals', path: () => 'arrivals' },
  { name: 'arrivals-sdks', path: () => 'arrivals?part=sdks' },
  { name: 'arrivals-quota', path: () => 'arrivals?part=quota' },
  { name: 'arrivals-lost', path: () => 'arrivals?part=lost' },
  {
    name: 'arrival',
    path: async (footlight) =>
      (await toFirst(footlight, 'envelopes', '')).replace('envelopes', 'arrivals'),
  },
  { name: 'settings', path: () => 'settings' },
  { name: 'palette', path: () => 'issues', act: (page) => page.keyboard.press('Control+k') },
  { name: 'keys', path: () => 'issues', act: (page) => page.keyboard.press('?') },
  {
    name: 'scope',
    path: () => 'issues',
    act: (page) => page.locator('.fl-scope > button').click(),
  },
  {
    name: 'more',
    path: () => 'issues',
    act: (page) => page.getByRole('button', { name: 'More' }).click(),
    sizes: [[390, 844]],
  },
  { name: 'strange-issues', path: () => 'issues', day: 'strange' },
  { name: 'strange-long', path: (sidecar) => toFirst(sidecar, 'issues', 'goes'), day: 'strange' },
  {
    name: 'strange-type',
    path: (sidecar) => toFirst(sidecar, 'issues', 'xxxError'),
    day: 'strange',
  },
  { name: 'strange-crash', path: (sidecar) => toFirst(sidecar, 'issues', 'ended'), day: 'strange' },
  { name: 'strange-traces', path: () => 'traces', day: 'strange' },
  { name: 'strange-trace', path: (sidecar) => toFirst(sidecar, 'traces', ''), day: 'strange' },
  {
    name: 'strange-span',
    path: (sidecar) => toFirst(sidecar, 'traces', ''),
    day: 'strange',
    act: (page) => page.keyboard.press('s'),
  },
  { name: 'strange-logs', path: () => 'logs', day: 'strange' },
  {
    name: 'strange-logs-open',
    path: () => 'logs',
    day: 'strange',
    act: (page) => page.getByRole('row').nth(3).click(),
  },
  { name: 'first-pages', path: () => 'pages', day: 'first' },
  { name: 'first-issues', path: () => 'issues', day: 'first' },
  { name: 'first-traces', path: () => 'traces', day: 'first' },
  { name: 'first-logs', path: () => 'logs', day: 'first' },
  { name: 'first-arrivals', path: () => 'arrivals', day: 'first' },
]

function toCheckout(footlight: Footlight): Promise<string> {
  return toFirst(footlight, 'traces', 'op:db')
}

async function toFirst({ read }: Footlight, list: string, query: string): Promise<string> {
  const { items } = await read<{ items: readonly { id?: string; traceId?: string }[] }>(list, {
    query,
    limit: '1',
  })
  return `${list}/${items[0]?.id ?? items[0]?.traceId ?? ''}`
}

const captures = [
  'browser-10.78.0/errors',
  'react-11.12.0/errors-and-pageload',
  'node-11.12.0/express',
  'node-11.12.0/errors',
  'node-10.78.0/logs',
  'otel-sdk-node-0.301.0/app-proto',
]

async function sendOrdinaryDay(footlight: Footlight): Promise<void> {
  for (const name of captures) {
    await sendAsRequests(
      footlight,
      readCapture(join('e2e/fixtures/captures', name)).requests,
      'shots',
    )
  }
  const time = Date.now() - 90_000
  const root = footlight.data
  writeProject(root)
  await sendSave(footlight, time - 1200)
  await sendCheckoutError(footlight, { root, time })
  await sendCheckoutError(footlight, { root, time: time + 30_000 })
  await sendCheckoutError(footlight, { root, time: time + 84_000 })
  await sendCheckoutTrace(footlight, time + 84_000)
  await sendCartPage(footlight, Date.now() - 8000)
}

const days: Readonly<Record<Day, (footlight: Footlight) => Promise<void>>> = {
  ordinary: sendOrdinaryDay,
  strange: (footlight) => sendStrangeThings(footlight, Date.now() - 20_000),
  first: () => Promise.resolve(),
}

async function takeShot(browser: Browser, footlight: Footlight, shot: Shot): Promise<void> {
  const place = await shot.path(footlight)
  for (const theme of ['light', 'dark'] as const) {
    for (const [width, height] of shot.sizes ?? sizes) {
      const page = await openPanelPage(browser, footlight, place, { theme, width, height })
      await waitForPanel(page)
      await shot.act?.(page)
      await waitForPanel(page)
      const file = join(folder, `${shot.name}-${width}-${theme}.png`)
      await page.screenshot({ path: file })
      console.log(file)
      await page.context().close()
    }
  }
}

async function takeShots(only: string): Promise<void> {
  const browser = await openBrowser()
  mkdirSync(folder, { recursive: true })
  for (const [day, send] of Object.entries(days)) {
    const wanted = shots.filter(
      (shot) => (shot.day ?? 'ordinary') === day && shot.name.startsWith(only),
    )
    if (wanted.length === 0) continue
    const data = makeFolder()
    const footlight = await openFootlight({ data })
    await send(footlight)
    await settle(footlight)
    for (const shot of wanted) await takeShot(browser, footlight, shot)
    await footlight.stop()
    removeFolder(data)
  }
  await browser.close()
}

await takeShots(process.argv[2] ?? '')
