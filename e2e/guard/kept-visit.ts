import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { QuotaAnswer, QuotaHost } from 'protocol'
import type { Browser } from 'playwright-core'
import { makeViteApp, until } from '../vite-plugin/vite-app.ts'

export interface KeptVisitOptions {
  readonly files: Readonly<Record<string, string>>
  /** A folder of packages that the app imports. */
  readonly sdks: string
  readonly dsn: string
  /** Of the error that the app reports. */
  readonly message: string
}

export interface KeptVisit {
  readonly titles: readonly string[]
  /** What the page printed of a request or an SDK that failed. */
  readonly complaints: readonly string[]
  /** Production, in the ledger. */
  readonly host: QuotaHost | undefined
}

/** A page load under `keep`, until everything was sent: the page says `true` of that after a click. */
export async function visitUnderKeep(
  browser: Browser,
  { files, sdks, dsn, message }: KeptVisitOptions,
): Promise<KeptVisit> {
  const app = makeViteApp({
    version: 8,
    files,
    config: 'server: { fs: { strict: false } }',
  })
  try {
    symlinkSync(join(sdks, 'node_modules'), join(app.folder, 'node_modules'), 'junction')
    const { url } = await app.start()
    const page = await (await browser.newContext()).newPage()
    const complaints: string[] = []
    page.on('console', (line) => {
      if (/sentry|rate|network/i.test(line.text())) complaints.push(line.text())
    })
    await page.goto(url)
    const titles = await until(async () => {
      const { items } = await app.ask<{ items: readonly { title: string }[] }>('events')
      const found = items.map(({ title }) => title)
      return found.some((title) => title.includes(message)) && found
    })
    await page.dispatchEvent('body', 'click')
    await page.waitForFunction(() => document.querySelector('#text')?.textContent === 'true')
    const { hosts } = await app.ask<QuotaAnswer>('quota')
    await page.context().close()
    return { titles, complaints, host: hosts.find(({ host }) => dsn.includes(host)) }
  } finally {
    await app.close()
  }
}
