import type { CDPSession, Frame, Locator, Page } from 'playwright-core'
import { openThreadClock } from '../panel/thread-time.ts'
import { toQuantile } from './quantile.ts'

/** Something that stands in the page: so many of it, or one with this text. */
export interface Shown {
  readonly selector: string
  readonly count?: number
  readonly text?: string
}

/** When it was to be seen, since the epoch: asked in each frame that is drawn. */
export async function untilShown(
  page: Page | Frame,
  { selector, count = 1, text = '' }: Shown,
  timeout = 60_000,
): Promise<number> {
  const seen = await page.waitForFunction(
    ([wanted, least, words]) => {
      const found = document.querySelectorAll(wanted)
      const isThere =
        words === ''
          ? found.length >= least
          : [...found].some((element) => element.textContent?.includes(words))
      return isThere && performance.timeOrigin + performance.now()
    },
    [selector, count, text] as const,
    { timeout, polling: 'raf' },
  )
  return Number(await seen.jsonValue())
}

/** From a click to what it opens, in milliseconds. */
export async function measureClick(page: Page, target: Locator, shown: Shown): Promise<number> {
  await target.waitFor()
  await page.evaluate(() => {
    addEventListener(
      'click',
      ({ timeStamp }) => void Reflect.set(window, 'clickedAt', performance.timeOrigin + timeStamp),
      { capture: true, once: true },
    )
  })
  const seen = untilShown(page, shown)
  await target.click()
  const end = await seen
  return end - (await page.evaluate(() => Number(Reflect.get(window, 'clickedAt'))))
}

export function countElements(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll('*').length)
}

/** After what nobody holds is gone, in MB. */
export async function measureHeap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const used = await readHeap(session)
  await session.detach()
  return used / 2 ** 20
}

async function readHeap(session: CDPSession): Promise<number> {
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize
}

export interface FrameCost {
  /** Of script in a frame, of the page's own thread: nineteen of twenty frames take no more. */
  readonly script: number
  /** The longest task, by the clock; 0 when none was over 50 ms. */
  readonly longest: number
}

const FRAMES = 60

/** Moves something each frame, as a hand does. */
export async function measureFrames(page: Page, move: () => Promise<void>): Promise<FrameCost> {
  const time = await openThreadClock(page)
  await page.evaluate(() => {
    const longest: number[] = []
    Reflect.set(window, 'longTasks', longest)
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.push(duration)
    })
    observer.observe({ type: 'longtask' })
  })
  const scripts: number[] = []
  let { script: before } = await time()
  for (let frame = 0; frame < FRAMES; frame++) {
    await move()
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    const { script } = await time()
    scripts.push(script - before)
    before = script
  }
  const long = await page.evaluate(() => Reflect.get(window, 'longTasks') as readonly number[])
  return { script: toQuantile(scripts, 0.95), longest: Math.max(0, ...long) }
}

/** With the mouse in the middle of the page, or of a part of it. */
export async function toWheel(
  page: Page,
  selector: string,
  step: { readonly x?: number; readonly y?: number },
): Promise<() => Promise<void>> {
  const box = await page.locator(selector).first().boundingBox()
  if (box === null) throw new Error(`there is no ${selector}`)
  const { height } = page.viewportSize() ?? { height: 800 }
  await page.mouse.move(box.x + box.width * 0.7, Math.min(box.y + box.height / 2, height - 60))
  return () => page.mouse.wheel(step.x ?? 0, step.y ?? 0)
}
