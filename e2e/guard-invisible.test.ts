import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { makeViteApp } from './vite-plugin/vite-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

/** Everything that can go wrong with a request, as the app is told of it. */
const main = `const told: Record<string, unknown> = {}
const rejected: { isSame: boolean; stack: string }[] = []
let left: Promise<unknown> | undefined
addEventListener('unhandledrejection', (event) => {
  event.preventDefault()
  rejected.push({ isSame: event.promise === left, stack: String(event.reason.stack) })
})
const stackOf = (act: () => unknown): string => {
  try {
    act()
    return 'nothing was thrown'
  } catch (error) {
    return String((error as Error).stack)
  }
}
async function ask(): Promise<void> {
  await fetch('http://127.0.0.1:1/awaited')
}
told.fetch = await ask().catch((error) => String(error.stack))
told.aborted = await fetch('/', { signal: AbortSignal.abort(new Error('mine')) }).catch(
  (error) => error.message,
)
told.isBeaconInherited = !Object.hasOwn(navigator, 'sendBeacon')
told.wrong = await fetch('http://[').catch((error) => String(error.stack))
told.request = stackOf(() => new XMLHttpRequest().open('GET', 'http://['))
told.unopened = stackOf(() => new XMLHttpRequest().send())
told.beacon = stackOf(() => navigator.sendBeacon('http://[', ''))
left = fetch('http://127.0.0.1:1/left')
await new Promise((done) => setTimeout(done, 500))
told.rejected = rejected
told.kind = left.constructor === Promise
document.querySelector('#text')!.textContent = JSON.stringify(told)
`

interface Told extends Readonly<
  Record<'fetch' | 'wrong' | 'request' | 'unopened' | 'beacon', string>
> {
  readonly aborted: string
  readonly isBeaconInherited: boolean
  readonly rejected: readonly { readonly isSame: boolean; readonly stack: string }[]
  readonly kind: boolean
}

test('what goes wrong with a request names the app’s own code alone', async () => {
  const app = makeViteApp({ version: 8, files: { 'src/main.ts': main } })
  try {
    const { url } = await app.start()
    const page = await (await browser.newContext()).newPage()
    await page.goto(url)
    await page.waitForFunction(() => document.querySelector('#text')?.textContent !== '')
    const told = JSON.parse((await page.textContent('#text')) ?? '') as Told
    expect(told.aborted).toBe('mine')
    expect(told.isBeaconInherited).toBe(true)
    expect(told.kind).toBe(true)
    expect(told.rejected.map(({ isSame }) => isSame)).toEqual([true])
    const { fetch: fetched, wrong, request, unopened, beacon, rejected } = told
    const stacks = { fetched, wrong, request, unopened, beacon, left: rejected[0]?.stack ?? '' }
    for (const [name, stack] of Object.entries(stacks)) {
      const frames = stack.split('\n').filter((line) => line.trimStart().startsWith('at '))
      expect(frames.length, name).toBeGreaterThan(0)
      expect(
        frames.filter((line) => !line.includes('/src/main.ts')),
        name,
      ).toEqual([])
    }
    expect(fetched).toContain('at ask')
    await page.context().close()
  } finally {
    await app.close()
  }
})
