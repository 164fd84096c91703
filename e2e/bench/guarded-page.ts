import type { Browser } from 'playwright-core'
import { makeViteApp } from '../vite-plugin/vite-app.ts'
import type { Contender } from './turns.ts'

interface PageOptions {
  /** Where the app's requests go. */
  readonly own: string
  /** Of the SDK that the page starts. */
  readonly dsn: string | undefined
  readonly isOurs: boolean
  /** A driven browser sees the overlay when the address asks for it: a developer's always does. */
  readonly isShown: boolean
}

/** A page of an app that asks for something again and again. */
export async function openGuardedPage(
  browser: Browser,
  { own, dsn, isOurs, isShown }: PageOptions,
): Promise<Contender> {
  const sdk = `import * as Sentry from '@sentry/browser'\nSentry.init({ dsn: '${dsn}' })`
  const main = `${dsn === undefined ? '' : sdk}
const ask = async (count: number): Promise<number> => {
  const begin = performance.now()
  for (let turn = 0; turn < count; turn++) {
    const answer = await fetch('${own}')
    await answer.json()
  }
  return performance.now() - begin
}
Object.assign(window, { ask })
`
  const config = `optimizeDeps: { include: ['@sentry/browser'] },`
  const app = makeViteApp({
    version: 8,
    config,
    files: {
      'src/main.ts': main,
      ...(isOurs ? {} : { 'vite.config.ts': `export default { clearScreen: false, ${config} }\n` }),
    },
  })
  const { url } = await app.start()
  const page = await (await browser.newContext()).newPage()
  await page.goto(`${url}?footlight=${isShown ? 'on' : 'off'}`)
  const awaited = isOurs && dsn === undefined ? '__footlightSentry' : 'ask'
  await page.waitForFunction((name) => Reflect.has(window, name), awaited)
  return {
    ask: (count) =>
      page.evaluate(
        (times) => (Reflect.get(window, 'ask') as (count: number) => Promise<number>)(times),
        count,
      ),
    close: async () => {
      await page.context().close()
      await app.close()
    },
  }
}
