import type { QuotaAnswer } from 'protocol'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { install } from './guard/installed.ts'
import { visitUnderKeep } from './guard/kept-visit.ts'
import { openTrap } from './guard/trap.ts'
import { makeViteApp, until } from './vite-plugin/vite-app.ts'

const frameworks = ['react', 'vue', 'svelte'] as const

let browser: Browser
let sdks: string

beforeAll(async () => {
  browser = await openBrowser()
  sdks = await install('sentry-frameworks', {
    '@sentry/react': '^11.12.0',
    '@sentry/svelte': '^10.75.0',
    '@sentry/vue': '^11.11.0',
    react: '^19.2.0',
    'react-dom': '^19.2.0',
    svelte: '^5.40.0',
    vue: '^3.5.0',
  })
})

afterAll(() => browser.close())

const begin = (dsn: string, more = ''): string =>
  `Sentry.init({ dsn: '${dsn}', tracesSampleRate: 1, enableLogs: true, ${more} })`

/** Each reports an error in the framework's own way, and says on the page when all is sent. */
const apps: Readonly<Record<string, (dsn: string) => string>> = {
  react: (dsn) => `import * as Sentry from '@sentry/react'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
${begin(dsn, 'integrations: [Sentry.browserTracingIntegration(), Sentry.replayIntegration()], replaysOnErrorSampleRate: 1')}
const Broken = () => { throw new Error('boom in react') }
const root = createRoot(document.querySelector('#throw')!.appendChild(document.createElement('i')))
root.render(createElement(Sentry.ErrorBoundary, { fallback: 'caught' }, createElement(Broken)))
`,
  vue: (dsn) => `import * as Sentry from '@sentry/vue'
import { createApp, h } from 'vue'
const app = createApp({ mounted: () => { throw new Error('boom in vue') }, render: () => h('i') })
${begin(dsn, 'app, integrations: [Sentry.browserTracingIntegration()]')}
app.mount(document.querySelector('#throw')!.appendChild(document.createElement('div')))
`,
  svelte: (dsn) => `import * as Sentry from '@sentry/svelte'
${begin(dsn, 'integrations: [Sentry.browserTracingIntegration()]')}
setTimeout(() => { throw new Error('boom in svelte') })
`,
}

const finish = `
addEventListener('click', async () => {
  const isFlushed = await Sentry.flush(8000)
  document.querySelector('#text')!.textContent = String(isFlushed)
})
`

test.each(frameworks)('@sentry/%s sends nothing to production', async (framework) => {
  const trap = await openTrap()
  // First, since Vue throws on what nobody has caught.
  const main = finish + (apps[framework]?.(trap.dsn) ?? '')
  const seen = await visitUnderKeep(browser, {
    files: { 'src/main.ts': main },
    sdks,
    dsn: trap.dsn,
    message: `boom in ${framework}`,
  })
  expect(seen.complaints).toEqual([])
  expect(seen.host).toMatchObject({ policy: 'keep', sentBytes: 0 })
  expect(trap.received).toEqual([])
  await trap.close()
})

test('OpenTelemetry that sends where it always did is not touched', async () => {
  const own = await openTrap()
  const body = `{"resourceSpans":[]}`
  const main = `const text = document.querySelector('#text')!
const options = { method: 'POST', body: '${body}', headers: { 'content-type': 'application/json' } }
const { status } = await fetch('http://${own.host}/v1/traces', options)
const sent = navigator.sendBeacon('http://${own.host}/v1/logs', '${body}')
text.textContent = status + ' ' + sent
`
  const app = makeViteApp({ version: 8, files: { 'src/main.ts': main } })
  try {
    const { url } = await app.start()
    const page = await (await browser.newContext()).newPage()
    await page.goto(url)
    await page.waitForFunction(() => document.querySelector('#text')?.textContent === '200 true')
    await until(() => own.received.includes(`POST /v1/logs\n${body}`))
    expect(own.received.filter((line) => line.startsWith('POST'))).toEqual([
      `POST /v1/traces\n${body}`,
      `POST /v1/logs\n${body}`,
    ])
    expect((await app.ask<QuotaAnswer>('quota')).hosts).toEqual([])
    await page.context().close()
  } finally {
    await app.close()
    await own.close()
  }
})
