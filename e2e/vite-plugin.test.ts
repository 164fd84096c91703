import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { BootFacts } from 'protocol'
import { openBrowser } from './browser.ts'
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

function readFacts(page: Page): Promise<BootFacts | undefined> {
  return page.evaluate(() => Reflect.get(window, '__footlight') as BootFacts | undefined)
}

/** What a page of the dev server can do, as the loader does it. */
async function speak(page: Page): Promise<{ session: unknown; health: unknown; wire: string }> {
  return page.evaluate(async () => {
    const { url } = Reflect.get(window, '__footlight') as BootFacts
    const answer = await fetch(`${url}session`, { method: 'POST' })
    const session = (await answer.json()) as { token: string }
    const headers = { authorization: `Bearer ${session.token}` }
    const health: unknown = await (await fetch(`${url}api/health`, { headers })).json()
    const wire = await new Promise<string>((resolve) => {
      const socket = new WebSocket(`${url.replace(/^http/, 'ws')}wire`, [
        'vite-footlight',
        `footlight.${session.token}`,
      ])
      socket.addEventListener('open', () => {
        socket.send(JSON.stringify({ type: 'hello', version: 1, reader: 'test', session: 'x' }))
      })
      socket.addEventListener('message', ({ data }) => {
        resolve(`${socket.protocol} ${(JSON.parse(String(data)) as { type: string }).type}`)
        socket.close()
      })
      socket.addEventListener('close', ({ code }) => resolve(`closed ${code}`))
    })
    return { session, health, wire }
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

  test('so does one below a path', async () => {
    const app = makeApp({ version, config: "base: '/sub/'," })
    const { url } = await app.start()
    const { page } = await visit(url)

    expect(url).toMatch(/\/sub\/$/)
    expect(await readFacts(page)).toMatchObject({ url: `${url}__footlight/` })
    expect((await speak(page)).wire).toBe('vite-footlight welcome')
  })
})
