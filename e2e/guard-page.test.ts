import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { QuotaAnswer } from 'protocol'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { browserMajors, installBrowserSdks } from './guard/browser-sdks.ts'
import { openTrap } from './guard/trap.ts'
import type { Trap } from './guard/trap.ts'
import { makeViteApp, until } from './vite-plugin/vite-app.ts'

let browser: Browser
let sdks: string

beforeAll(async () => {
  browser = await openBrowser()
  sdks = await installBrowserSdks()
})

afterAll(() => browser.close())

/** An app that reports everything it can, to production as it believes. */
function toMain(major: string, trap: Trap, own: Trap): string {
  return `import * as Sentry from 'sentry-${major}'

const text = document.querySelector('#text')!
const failures: string[] = []
addEventListener('unhandledrejection', ({ reason }) => failures.push(String(reason)))
const native = { text: fetch.toString(), name: fetch.name, length: fetch.length }

const replay = Sentry.replayIntegration?.({ blockAllMedia: true })
Sentry.init({
  dsn: '${trap.dsn}',
  tracesSampleRate: 1,
  replaysSessionSampleRate: replay ? 1 : 0,
  integrations: (usual) => (replay ? [...usual, replay] : usual),
  enableLogs: true,
})
Sentry.captureException(new Error('boom in ${major}'))
Sentry.captureMessage('a word from ${major}')
Sentry.logger?.info?.('a line of ${major}')
const order = { method: 'POST', body: 'order', headers: { 'content-type': 'text/plain' } }
const answer = await fetch('http://${own.host}/api/42/orders/?sentry_key=no', order)
const answered = await answer.text()
await new Promise((done) => {
  const request = new XMLHttpRequest()
  request.open('POST', 'http://${own.host}/own')
  request.onload = done
  request.send('{"dsn":"no"}')
})
const isFlushed = await Sentry.flush(8000)
await replay?.flush?.()
text.textContent = JSON.stringify({ isFlushed, answered, failures, native })
`
}

interface Told {
  readonly isFlushed: boolean
  readonly answered: string
  readonly failures: readonly string[]
  readonly native: { readonly text: string; readonly name: string; readonly length: number }
}

async function readTold(page: Page): Promise<Told> {
  await page.waitForFunction(() => document.querySelector('#text')?.textContent !== '')
  return JSON.parse((await page.textContent('#text')) ?? '') as Told
}

describe.each(browserMajors)('@sentry/browser %s', (major) => {
  test.each([
    ['keep', false, true],
    ['mirror', true, true],
    ['off', true, false],
  ])('%s', async (policy, hasProduction, hasSidecar) => {
    const trap = await openTrap()
    const own = await openTrap()
    const app = makeViteApp({
      version: 8,
      files: { 'src/main.ts': toMain(major, trap, own) },
      options: `guard: '${policy}'`,
      config: `optimizeDeps: { include: ['sentry-${major}'] }, server: { fs: { strict: false } }`,
    })
    try {
      symlinkSync(join(sdks, 'node_modules'), join(app.folder, 'node_modules'), 'junction')
      const { url } = await app.start()
      const page = await (await browser.newContext()).newPage()
      await page.goto(url)
      const { isFlushed, answered, failures, native } = await readTold(page)
      expect({ isFlushed, answered, failures }).toEqual({
        isFlushed: true,
        answered: '{}',
        failures: [],
      })
      expect(native).toEqual({
        text: 'function fetch() { [native code] }',
        name: 'fetch',
        length: 1,
      })
      expect(own.received).toEqual([
        'POST /api/42/orders/?sentry_key=no\norder',
        'POST /own\n{"dsn":"no"}',
      ])
      if (hasProduction) await until(() => trap.received.some((body) => body.includes('boom in')))
      else expect(trap.received).toEqual([])
      const host = await until(async () => {
        const { hosts } = await app.ask<QuotaAnswer>('quota')
        return hosts.find((line) => line.host === trap.host && line.policy === policy)
      })
      expect((host?.sentBytes ?? 0) > 0).toBe(hasProduction)
      const readTitles = async (): Promise<string> => {
        const { items } = await app.ask<{ items: readonly { title: string }[] }>('events')
        return items.map(({ title }) => title).join('\n')
      }
      // What is copied is sent by itself, and comes when it comes.
      for (const words of [`boom in ${major}`, `a word from ${major}`]) {
        if (hasSidecar) await until(async () => (await readTitles()).includes(words))
        else expect(await readTitles()).not.toContain(words)
      }
      await page.context().close()
    } finally {
      await app.close()
      await trap.close()
      await own.close()
    }
  })
})
