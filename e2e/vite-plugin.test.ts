import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ReadApi, SourcesAnswer } from 'protocol'
import { openBrowser } from './browser.ts'
import { openOverlayPage } from './loader/overlay-page.ts'
import { readFacts, speak } from './vite-plugin/own-page.ts'
import { makeViteApp, until } from './vite-plugin/vite-app.ts'
import type { ViteApp, ViteAppOptions } from './vite-plugin/vite-app.ts'
import { viteVersions } from './vite-plugin/vite-home.ts'

let browser: Browser
const apps: ViteApp[] = []

beforeAll(async () => {
  browser = await openBrowser()
})

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await Promise.all(apps.splice(0).map((app) => app.close()))
})

afterAll(() => browser.close())

function makeApp(options: ViteAppOptions): ViteApp {
  const app = makeViteApp(options)
  apps.push(app)
  return app
}

interface Visit {
  readonly page: Page
  /** Addresses below `__footlight/` that the page asked for. */
  readonly asked: readonly string[]
  readonly complaints: readonly string[]
}

async function visit(url: string): Promise<Visit> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  const page = await context.newPage()
  const asked: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/__footlight/')) asked.push(request.url())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(url)
  await page.waitForFunction(() => document.querySelector('#text')?.textContent !== '')
  return { page, asked, complaints }
}

/** The newest of a list, once there are so many. */
async function readList<P extends 'edits' | 'runs' | 'builds'>(
  app: ViteApp,
  path: P,
  count: number,
): Promise<ReadApi[P]['items']> {
  return until(async () => {
    const { items } = await app.ask<ReadApi[P]>(path)
    return items.length >= count && items
  })
}

describe.each(viteVersions)('under Vite %i', (version) => {
  test('a page finds the sidecar on its own origin, by HTTP and WebSocket', async () => {
    const app = makeApp({ version })
    const { url, output } = await app.start()
    const { page, asked, complaints } = await visit(url)

    expect(await readFacts(page)).toMatchObject({ url: `${url}__footlight/` })
    expect(asked.filter((address) => address.endsWith('loader.js'))).toHaveLength(1)
    const { health, wire } = await speak(page)
    expect(health).toMatchObject({ name: 'footlight', root: app.folder })
    expect(wire).toBe('vite-footlight welcome')
    expect(complaints).toEqual([])
    await until(() => output().includes(`➜  Footlight: ${url}__footlight/`))
  })

  test('a save is told with its hunk, and with what became of it in the page', async () => {
    const app = makeApp({ version })
    app.commit()
    const { url } = await app.start()
    const { page } = await visit(url)
    app.write('src/greeting.ts', "export const greeting: string = 'good evening'\n")
    await page.waitForFunction(
      () => document.querySelector('#text')?.textContent === 'good evening',
    )
    const [hot] = await readList(app, 'edits', 1)
    expect(hot).toMatchObject({
      file: 'src/greeting.ts',
      change: 'update',
      effect: 'hot-update',
      hunks: [
        {
          oldStart: 1,
          newStart: 1,
          lines: [
            "-export const greeting: string = 'hello'",
            "+export const greeting: string = 'good evening'",
          ],
        },
      ],
    })

    const reloaded = page.waitForEvent('load')
    app.write('src/main.ts', `${app.read('src/main.ts')}// the end\n`)
    await reloaded
    app.write('.env.local', 'SECRET=42\n')
    await readList(app, 'edits', 3)
    const edits = await app.ask<ReadApi['edits']>('edits', { sort: 'time' })
    expect(edits.items.slice(1)).toMatchObject([
      {
        file: 'src/main.ts',
        effect: 'full-reload',
        hunks: [{ oldStart: 8, lines: expect.arrayContaining(['+// the end']) as unknown }],
      },
      { file: '.env.local', hunks: [] },
    ])
    expect(JSON.stringify(edits)).not.toContain('SECRET')

    const [run] = await readList(app, 'runs', 1)
    expect(edits.items.map((edit) => edit.run)).toEqual([run?.id, run?.id, run?.id])
    expect(run).toMatchObject({ branch: 'main', isDirty: false, directory: app.folder })
    expect(run?.commit).toMatch(/^[0-9a-f]{40}$/)
  })

  test('what cannot be built is told with its place, and where its frames come from', async () => {
    const app = makeApp({ version })
    const { url } = await app.start()
    const { page } = await visit(url)
    const frames = JSON.stringify([{ filename: `${url}src/main.ts`, line: 6, column: 9 }])
    const { frames: found } = await app.ask<SourcesAnswer>('sources', { frames })
    expect(found).toMatchObject([{ how: 'plugin', source: 'src/main.ts' }])
    const [excerpt] = found.map((frame) => frame.excerpt)
    const lines = excerpt?.lines.map((line) => line.map(([text]) => text).join(''))
    expect(lines).toContain("const text: HTMLElement | null = document.querySelector('#text')")

    app.write('src/greeting.ts', 'export const greeting: string = \n')
    const [error] = await readList(app, 'builds', 1)
    expect(error).toMatchObject({ file: 'src/greeting.ts' })
    expect(error?.codeFrame).toContain('export const greeting')

    await page.reload()
    const opened = await openOverlayPage(browser, url)
    await opened.host.locator('.toast:visible, .frame:visible').first().waitFor()
    for (const tab of [page, opened.page]) {
      expect(await tab.locator('vite-error-overlay').count()).toBe(0)
    }
  })
})
