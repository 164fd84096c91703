import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openOverlayPage } from './loader/overlay-page.ts'
import { makeFolder, openFootlight, removeFolder } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'
import { until } from './vite-plugin/vite-app.ts'

/** A page of any server, without Vite: one script tag, as Django's middleware writes it. */
const data = makeFolder()
let browser: Browser
let footlight: Footlight
let server: Server
let head = ''

beforeAll(async () => {
  browser = await openBrowser()
  footlight = await openFootlight({ data })
  server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><title>Any page</title>${head}<p>any text`)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
})

afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))

afterAll(async () => {
  await browser.close()
  server.close()
  await footlight.stop()
  removeFolder(data)
})

function toUrl(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

describe('a page without Vite', () => {
  test.each([
    ['of our own address', '/__footlight/loader.js', ''],
    [
      "of Spotlight's, with its options",
      '/assets/main.js',
      "window.__spotlight = { initOptions: { anchor: 'topLeft', sidecarUrl: 'SIDECAR/stream' } }",
    ],
  ])('has a pill by the script %s, and is measured', async (_sentence, path, script) => {
    head = `<script>${script.replace('SIDECAR', footlight.url)}</script>
      <script type="module" src="${footlight.url}${path}"></script>`
    const { page, pill, said, complaints } = await openOverlayPage(browser, toUrl())
    await pill.getByText(/\d\sm?s/).waitFor()
    expect(await pill.boundingBox()).toMatchObject(
      script === '' ? { y: 720 - 28 - 16 } : { x: 20, y: 16 },
    )
    await until(async () => {
      const { items } = await footlight.read<{ items: readonly { url: string }[] }>('pages')
      return items.some((load) => load.url === page.url())
    })
    const popup = page.waitForEvent('popup')
    await pill.click()
    expect((await popup).url()).toContain(`${footlight.url}/__footlight/pages/`)
    expect(complaints).toEqual([])
    expect(said.filter((line) => !line.includes('favicon') && !line.includes('404'))).toEqual([])
  })

  test('has no pill where Spotlight was told to have none', async () => {
    head = `<script>window.__spotlight = { initOptions: { showTriggerButton: false } }</script>
      <script type="module" src="${footlight.url}/assets/main.js"></script>`
    const { host, pill } = await openOverlayPage(browser, toUrl())
    await host.waitFor({ state: 'attached' })
    expect(await pill.count()).toBe(0)
  })
})
