import { execFile } from 'node:child_process'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Health, Issue, List, QuotaAnswer, TraceSummary } from 'protocol'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { runFootlight } from './cli/run-footlight.ts'
import { installExpress } from './guard/express-home.ts'
import { openTrap } from './guard/trap.ts'
import { openPanelPage, waitForPanel } from './panel/open-panel.ts'
import { makeFolder, openFootlight, removeFolder, settle } from './sidecar/footlight.ts'
import { makeViteApp, until } from './vite-plugin/vite-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

test('what an SDK sampled away or threw away is told, to the last span, and why', async () => {
  const trap = await openTrap()
  const data = makeFolder()
  const footlight = await openFootlight({ data })
  try {
    const home = await installExpress()
    copyFileSync('e2e/guard/app/sampled.mjs', join(home, 'sampled.mjs'))
    const entry = pathToFileURL('packages/cli/dist/node.js').href
    const environment = { NODE_OPTIONS: '', FOOTLIGHT_URL: footlight.url, DSN: trap.dsn }
    await promisify(execFile)(process.execPath, ['--import', entry, 'sampled.mjs'], {
      cwd: home,
      env: { ...process.env, ...environment },
    })
    await settle(footlight)
    const { counts, lost } = await footlight.read<Health>('health')
    const away = lost.find(({ reason }) => reason === 'sample_rate')
    expect((counts['spans'] ?? 0) + (away?.quantity ?? 0)).toBe(100)
    expect(lost).toContainEqual({
      by: 'sdk',
      reason: 'before_send',
      category: 'error',
      quantity: 1,
    })
    const traces = lost.find(({ reason }) => reason === 'traces sampled at 0.25')
    // Every trace that came stands for three that did not, however many envelopes told of it.
    const { items } = await footlight.read<List<TraceSummary>>('traces', { query: 'op:default' })
    expect(traces?.quantity).toBe(items.length * 3)
    for (const { sampling } of items) {
      expect(sampling).toMatchObject({ rate: 0.25, isSampled: true, head: 'a piece of work' })
      expect(sampling?.rand).toBeLessThan(0.25)
    }
    const id = items[0]?.traceId ?? ''
    const { output } = await runFootlight(['trace', id, '--data', data])
    expect(output).toMatch(/^sampled at 25 % \(drew 0\.\d+\), decided by a piece of work$/m)

    const panel = await openPanelPage(browser, footlight, 'arrivals?part=lost')
    await waitForPanel(panel)
    const rows = await panel.locator('tr', { hasText: 'The SDK dropped' }).allTextContents()
    for (const reason of ['sample_rate', 'traces sampled at 0.25', 'before_send']) {
      expect(rows.join('\n')).toContain(reason)
    }
    await panel.context().close()
    const trace = await openPanelPage(browser, footlight, `traces/${id}`)
    await trace.getByText('sampled at 25 %').waitFor()
    await trace.context().close()
    expect(trap.received).toEqual([])
  } finally {
    await footlight.stop()
    removeFolder(data)
    await trap.close()
  }
})

test('a morning of errors on every refresh is in the ledger, and not in production', async () => {
  const REFRESHES = 20
  const trap = await openTrap()
  const main = `import * as Sentry from '@sentry/browser'
Sentry.init({ dsn: '${trap.dsn}' })
setTimeout(async () => {
  document.title = String(await Sentry.flush(8000))
})
throw new Error('on every refresh')
`
  const app = makeViteApp({
    version: 8,
    files: { 'src/main.ts': main },
    config: `optimizeDeps: { include: ['@sentry/browser'] },`,
  })
  try {
    const server = await app.start()
    const { url } = server
    const page = await (await browser.newContext()).newPage()
    for (let refresh = 0; refresh < REFRESHES; refresh++) {
      await page.goto(url)
      await page.waitForFunction(() => document.title === 'true')
    }
    await page.context().close()

    const kept = await until(async () => {
      const { hosts, total } = await app.ask<QuotaAnswer>('quota')
      const errors = total.find(({ category }) => category === 'error')
      return errors?.quantity === REFRESHES && hosts
    })
    expect(kept).toHaveLength(1)
    expect(kept[0]).toMatchObject({ host: trap.host, policy: 'keep', sentBytes: 0 })
    expect(trap.received).toEqual([])
    const { items } = await app.ask<List<Issue>>('issues')
    expect(items.map(({ value, count }) => [value, count])).toEqual([
      ['on every refresh', REFRESHES],
    ])

    const owner = JSON.parse(readFileSync(join(app.data, 'owner.json'), 'utf8')) as { url: string }
    const token = readFileSync(join(app.data, 'token'), 'utf8').trim()
    const panel = await openPanelPage(browser, { url: owner.url, token }, 'arrivals?part=quota')
    const errors = panel.locator('tr', { hasText: /^Errors/ }).locator('td')
    await errors.first().waitFor()
    expect(await errors.allTextContents()).toEqual(['Errors', '20', '20', '0.4 %'])
    const service = panel.locator('tr', { hasText: /^browser/ }).locator('td')
    expect(await service.allTextContents()).toEqual(['browser', '20 errors', '20 errors'])
    const production = panel.locator('tr', { hasText: trap.host }).locator('td')
    expect((await production.allTextContents()).at(-1)).toMatch(/^0\sB$/)
    await panel.context().close()

    const { output } = await runFootlight(['quota', '--data', app.data])
    expect(output).toMatch(/^Errors +20 +20 +0\.4 %$/m)
    expect(output).toMatch(new RegExp(`^${trap.host} +keep +\\d+ +[\\d,]+ +0$`, 'm'))
    await server.stop()
    const { output: printed } = await app.start()
    await until(() => printed().includes('kept from production today: 20 errors'))
  } finally {
    await app.close()
    await trap.close()
  }
})
