import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { EventItem, List, SourcesAnswer } from 'protocol'
import { openBrowser } from './browser.ts'
import { openOverlayPage } from './loader/overlay-page.ts'
import { makeFolder, openFootlight, removeFolder } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'
import { readFacts } from './vite-plugin/own-page.ts'
import { makeViteApp, until } from './vite-plugin/vite-app.ts'
import type { ViteApp } from './vite-plugin/vite-app.ts'
import { viteVersions } from './vite-plugin/vite-home.ts'

let browser: Browser
let app: ViteApp | undefined
let footlight: Footlight | undefined
const data = makeFolder()

const main = `import * as Sentry from '@sentry/browser'

Sentry.init({ dsn: \`http://key@\${location.host}\${import.meta.env.BASE_URL}__footlight/1\` })
document.querySelector('#throw')?.addEventListener('click', () => {
  throw new Error('an error of the build')
})
`

beforeAll(async () => {
  browser = await openBrowser()
})

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  await app?.close()
  await footlight?.stop()
})

afterAll(async () => {
  await browser.close()
  removeFolder(data)
})

describe.each(viteVersions)('a build that Vite %i previews', (version) => {
  test('has the overlay when `footlight run` started it, and its own lines', async () => {
    app = makeViteApp({
      version,
      config: "base: '/sub/', build: { sourcemap: true },",
      files: { 'src/main.ts': main },
    })
    await app.run(['build'])
    footlight = await openFootlight({ data, flags: ['--root', app.folder] })
    const command = ['preview', '--port', '0']
    const { url, output } = await app.start(command, {
      FOOTLIGHT_URL: footlight.url,
      FOOTLIGHT_TOKEN: footlight.token,
      FOOTLIGHT_RUN: `run-${version}`,
    })
    const opened = await openOverlayPage(browser, url)
    await opened.pill.waitFor()
    expect(await readFacts(opened.page)).toMatchObject({
      url: new URL('/sub/__footlight/', url).href,
      run: `run-${version}`,
    })
    expect(output()).toContain('➜  Footlight:')
    await opened.page.locator('#throw').click()
    const { read } = footlight
    const event = await until(async () => {
      const query = `"an error of the build" run:run-${version}`
      const { items } = await read<List<EventItem>>('events', { query })
      return items[0]
    })
    const { frames } = await read<SourcesAnswer>('sources', { event: event.id })
    expect(frames.at(-1)).toMatchObject({ source: 'src/main.ts', line: 5 })
  })

  test('is what users will see when nobody asked for it', async () => {
    app = makeViteApp({ version })
    await app.run(['build'])
    const { url, output } = await app.start(['preview', '--port', '0'])
    expect(await (await fetch(url)).text()).toBe(app.read('dist/index.html'))
    expect(output()).not.toMatch(/footlight/i)
  })
})
