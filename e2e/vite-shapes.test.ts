import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { EventItem, List, LogItem, SpanItem } from 'protocol'
import { openBrowser } from './browser.ts'
import { openOverlayPage } from './loader/overlay-page.ts'
import { makeCertificate } from './vite-plugin/certificate.ts'
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

/** An app whose SDK sends where its page came from, as soon as a button is pressed. */
const instrumented = `import * as Sentry from '@sentry/browser'
import { greeting } from './greeting.ts'

Sentry.init({
  dsn: \`\${location.protocol}//key@\${location.host}\${import.meta.env.BASE_URL}__footlight/1\`,
  integrations: [Sentry.browserTracingIntegration({ idleTimeout: 200 })],
  tracesSampleRate: 1,
  enableLogs: true,
})
const text: HTMLElement | null = document.querySelector('#text')
if (text) text.textContent = greeting
document.querySelector('#throw')?.addEventListener('click', () => {
  Sentry.logger.info('a log of the page')
  // It keeps logs for a while otherwise.
  setTimeout(() => Sentry.flush())
  throw new Error('an error of the page')
})
import.meta.hot?.accept('./greeting.ts', (next) => {
  if (text && next) text.textContent = next.greeting
})
`

/** One error, one log and one trace arrive, and the overlay is there. */
async function proveWhole(app: ViteApp, url: string): Promise<void> {
  const opened = await openOverlayPage(browser, url)
  await opened.pill.waitFor()
  const facts = await readFacts(opened.page)
  expect(facts).toMatchObject({ url: new URL('__footlight/', url).href })
  await opened.page.locator('#throw').click()
  const found = await until(async () => {
    const [events, logs, spans] = await Promise.all([
      app.ask<List<EventItem>>('events', { query: '"an error of the page"' }),
      app.ask<List<LogItem>>('logs', { query: '"a log of the page"' }),
      app.ask<List<SpanItem>>('spans', { query: 'op:pageload' }),
    ])
    const all = [events.items, logs.items, spans.items]
    return all.every((items) => items.length === 1) && all
  })
  expect(found.map(([item]) => item?.run)).toEqual([facts?.run, facts?.run, facts?.run])
  await until(async () =>
    ((await opened.pill.getAttribute('aria-label')) ?? '').includes('1 new error'),
  )
  expect(await speak(opened.page)).toMatchObject({ session: 200, wire: 'vite-footlight welcome' })
  await opened.pill.click()
  const panel = opened.frame.locator('iframe').contentFrame()
  await panel.getByText('Issues').first().click()
  await panel.getByText('an error of the page').first().waitFor()
  expect(opened.complaints).toEqual(['Error: an error of the page'])
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const shapes: readonly (readonly [string, Pick<ViteAppOptions, 'config'>])[] = [
  ['on its own', {}],
  ['below a path', { config: "base: '/sub/'," }],
  ['over HTTPS', { config: "server: { https: { key: './key.pem', cert: './cert.pem' } }," }],
  [
    'under a strict policy with trusted types',
    { config: `server: { headers: { 'Content-Security-Policy': ${JSON.stringify(policy)} } },` },
  ],
  [
    'under a policy with a nonce',
    {
      config: `html: { cspNonce: 'secret' },
        server: { headers: { 'Content-Security-Policy': "script-src 'nonce-secret' 'strict-dynamic'" } },`,
    },
  ],
  [
    'isolated, and not to be framed',
    {
      config: `server: { headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'X-Frame-Options': 'DENY',
      } },`,
    },
  ],
]

/** Only the newest has these. */
const newShapes: typeof shapes = [
  ['bundled as it is served', { config: 'experimental: { bundledDev: true },' }],
]

test.each(newShapes)('an app %s has everything', async (_sentence, shape) => {
  const app = makeApp({ version: 8, ...shape, files: { 'src/main.ts': instrumented } })
  const { url } = await app.start()
  await proveWhole(app, url)
})

describe.each(viteVersions)('under Vite %i', (version) => {
  test.each(shapes)('an app %s has everything', async (_sentence, shape) => {
    const app = makeApp({ version, ...shape, files: { 'src/main.ts': instrumented } })
    makeCertificate(app.folder)
    const { url } = await app.start()
    await proveWhole(app, url)
  })
})
