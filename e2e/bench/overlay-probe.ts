import type { Browser, Page } from 'playwright-core'
import { openOverlayPage } from '../loader/overlay-page.ts'
import { until } from '../vite-plugin/vite-app.ts'

const CHORD = 'Control+Shift+Quote'

/** An app that throws what it is told to, with an SDK that sends it. */
export const throwing = `import * as Sentry from '@sentry/browser'

Sentry.init({ dsn: 'https://key@o1.ingest.example/1' })
const badge = (name: string): void => {
  throw Object.assign(new Error('thrown by the bench'), { name })
}
addEventListener('bench', (event) => setTimeout(badge, 0, (event as CustomEvent<string>).detail))
`

/** From a throw in the app to the count in the pill, on the page's own clock. */
export function measureBadge(page: Page, number: number): Promise<number> {
  const name = `Badge${String.fromCodePoint(97 + number)}Error`
  return page.evaluate(
    async ([type, count]) => {
      const pill = document
        .querySelector('#sentry-spotlight-footlight')
        ?.shadowRoot?.querySelector('.pill')
      if (!pill) throw new Error('there is no pill')
      const counted = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!pill.getAttribute('aria-label')?.includes(`${count} new error`)) return
          observer.disconnect()
          resolve()
        })
        observer.observe(pill, { attributes: true })
      })
      const start = performance.now()
      dispatchEvent(new CustomEvent('bench', { detail: type }))
      await counted
      return performance.now() - start
    },
    [name, number] as const,
  )
}

/** From the chord to a panel that is live and has drawn its view, in a browser that has nothing of it. */
export async function measureKey(browser: Browser, url: string): Promise<number> {
  const { page, pill } = await openOverlayPage(browser, url, { before: noteReady })
  await pill.waitFor()
  await page.locator('body').click()
  await page.evaluate(() => {
    addEventListener(
      'keydown',
      ({ timeStamp }) => void Reflect.set(window, 'pressedAt', performance.timeOrigin + timeStamp),
      { capture: true },
    )
  })
  await page.keyboard.press(CHORD)
  const readyAt = await untilReady(page)
  const pressedAt = await page.evaluate(() => Number(Reflect.get(window, 'pressedAt')))
  await page.context().close()
  return readyAt - pressedAt
}

async function untilReady(page: Page): Promise<number> {
  const frame = await until(() =>
    page.frames().find((each) => each.url().includes('/__footlight/')),
  )
  const ready = await frame.waitForFunction((): unknown => Reflect.get(window, 'readyAt'))
  return Number(await ready.jsonValue())
}

/** Runs in every frame; that of the panel writes down when it could be used. */
function noteReady(): void {
  if (!location.pathname.includes('/__footlight/')) return
  const look = (): void => {
    const isReady =
      document.querySelector('.fl-foot')?.textContent?.includes('Live') === true &&
      document.querySelector('h1') !== null &&
      document.querySelector('[aria-busy=true]') === null
    if (isReady) Reflect.set(window, 'readyAt', performance.timeOrigin + performance.now())
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
