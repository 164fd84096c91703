import { createServer } from 'node:http'
import type { IncomingHttpHeaders, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LogItem, SourcesAnswer, SpanItem } from 'protocol'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openCapturedPage, plainMain } from './capture-page/captured-page.ts'
import type { CapturedPage } from './capture-page/captured-page.ts'
import { openTrap } from './guard/trap.ts'
import { until } from './vite-plugin/vite-app.ts'

const early = `${plainMain}
queueMicrotask(() => {
  throw new RangeError('thrown before load')
})
`

/** A backend behind the dev server's proxy, and an origin of its own for who asks it directly. */
interface Backend {
  readonly url: string
  readonly asked: readonly { readonly line: string; readonly headers: IncomingHttpHeaders }[]
  readonly close: () => Promise<void>
}

async function openBackend(): Promise<Backend> {
  const asked: { line: string; headers: IncomingHttpHeaders }[] = []
  const server: Server = createServer(({ method, url, headers }, response) => {
    asked.push({ line: `${method} ${url}`, headers })
    response.setHeader('access-control-allow-origin', '*')
    response.end('{}')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

let browser: Browser
let backend: Backend
let page: CapturedPage

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

beforeEach(async () => {
  backend = await openBackend()
})

afterEach(async () => {
  await page.close()
  await backend.close()
})

async function open(main: string, isCaptured: boolean): Promise<void> {
  page = await openCapturedPage(browser, { main, backend: backend.url, isCaptured })
}

/** The page with our own capture in it. */
function openCaptured(main = plainMain): Promise<void> {
  return open(main, true)
}

describe('a page without an SDK', () => {
  test('tells what it throws, from before anybody listened too, with the line it was written on', async () => {
    await openCaptured(early)
    const before = await page.findEvent('thrown before load')
    expect(before.exceptions[0]?.type).toBe('RangeError')
    expect(before.sdk?.name).toBe('footlight.page')
    expect(before.service).toBe('browser')

    await page.act('throw')
    const thrown = await page.findEvent('of undefined')
    expect(thrown.exceptions[0]?.mechanism?.handled).toBe(false)
    expect(thrown.breadcrumbs.map(({ category }) => category)).toContain('ui.click')
    const { frames } = await page.app.ask<SourcesAnswer>('sources', { event: thrown.id })
    const places = frames.map(({ source, line }) => `${source}:${line}`)
    expect(places.join('\n')).toContain('src/price.ts:7')
    expect(places.join('\n')).not.toContain('__footlight')

    await page.act('reject')
    expect((await page.findEvent('nobody answered')).exceptions[0]?.mechanism?.type).toBe(
      'onunhandledrejection',
    )
    // Each is told once, however often it is thrown.
    await page.act('throw')
    await until(async () => (await page.list('events')).length === 4)
    expect(page.complaints).toHaveLength(4)
  })

  test('tells its console, and what it asks for with the trace in the headers', async () => {
    await openCaptured()
    await page.act('log')
    const log = await until(async () =>
      (await page.list<LogItem>('logs')).find(({ body }) => body.startsWith('cart of 3')),
    )
    expect(log.level).toBe('info')
    await until(async () => (await page.list('logs', 'level:warn low stock')).length === 1)

    await page.act('ask')
    await page.act('request')
    await page.act('elsewhere', `${backend.url}/elsewhere`)
    const span = await page.findSpan(isPriceRequest)
    await page.findSpan(({ op, attributes }) => {
      return op === 'http.client' && JSON.stringify(attributes).includes('/api/stock')
    })
    await until(() => backend.asked.length === 3)
    const byLine = new Map(backend.asked.map(({ line, headers }) => [line, headers]))
    const asked = byLine.get('GET /api/prices?of=tea')
    expect(asked?.['x-own']).toBe('yes')
    expect(asked?.['sentry-trace']).toBe(`${span.traceId}-${span.spanId}-1`)
    expect(asked?.['traceparent']).toBe(`00-${span.traceId}-${span.spanId}-01`)
    expect(asked?.['baggage']).toContain(`sentry-trace_id=${span.traceId}`)
    expect(byLine.get('GET /api/stock')?.['sentry-trace']).toMatch(/^[0-9a-f]{32}-/)
    // Neither a preflight nor a header where another origin is asked.
    expect(Object.keys(byLine.get('GET /elsewhere') ?? {})).not.toContain('sentry-trace')
    expect(page.complaints).toEqual([])
  })

  test('tells its load and where it goes, and how long it took', async () => {
    await openCaptured()
    const load = await page.findSpan(({ op }) => op === 'pageload')
    expect(load.name).toBe('/')
    await page.act('go')
    const navigation = await page.findSpan(({ op }) => op === 'navigation')
    expect(navigation.name).toBe('/cart')
    expect(navigation.traceId).not.toBe(load.traceId)
    await page.findSpan(({ op }) => op.startsWith('ui.webvital'))
    const pages = await until(async () => {
      const found = await page.list<{ traceId?: string; navigation: string }>('pages')
      return found.length === 2 && found
    })
    const traceIds = new Map(pages.map((record) => [record.navigation, record.traceId]))
    expect(traceIds.get('soft')).toBe(navigation.traceId)
  })

  test('tells what kept it busy, while it goes somewhere and at any other time', async () => {
    await openCaptured()
    await page.findSpan(({ op }) => op === 'pageload')
    await page.act('work')
    const alone = await page.findSpan(isLongFrame)
    expect(alone.duration).toBeGreaterThan(190)
    expect(alone.attributes['browser.script.invoker']).toBe('BUTTON#run.onclick')
    await page.act('go')
    await page.act('work')
    const navigation = await page.findSpan(({ op }) => op === 'navigation')
    const within = await page.findSpan((span) => isLongFrame(span) && span.spanId !== alone.spanId)
    expect(within).toMatchObject({ traceId: navigation.traceId, parentSpanId: navigation.spanId })
    const spans = await page.list<SpanItem>('spans')
    expect(spans.filter(isLongFrame)).toHaveLength(2)
  })

  test('finds everything of the browser as the browser made it', async () => {
    await openCaptured()
    const seen = await page.tab.evaluate(async () => {
      const failure: unknown = await fetch('http://127.0.0.1:9/').catch((error: unknown) => error)
      const { prototype } = XMLHttpRequest
      const places = { fetch: window, log: console, pushState: history, open: prototype }
      const untouched = { setTimeout: window, addEventListener: EventTarget.prototype }
      const natives = Object.entries({ ...places, ...untouched }).map(
        ([name, target]) => Reflect.get(target, name) as object,
      )
      return {
        texts: natives.map(String),
        keys: natives.map((native) => Reflect.ownKeys(native).map(String).join(' ')),
        handlers: [window.onerror, window.onunhandledrejection],
        sentry: '__SENTRY__' in window,
        failure: failure instanceof Error ? failure.message : '',
      }
    })
    const names = ['fetch', 'log', 'pushState', 'open', 'setTimeout', 'addEventListener']
    expect(seen).toEqual({
      texts: names.map((name) => `function ${name}() { [native code] }`),
      keys: names.map(() => 'length name'),
      handlers: [null, null],
      sentry: false,
      failure: 'Failed to fetch',
    })
  })
})

function isLongFrame({ op }: SpanItem): boolean {
  return op === 'ui.long_animation_frame'
}

function isPriceRequest({ op, attributes }: SpanItem): boolean {
  return op === 'http.client' && JSON.stringify(attributes).includes('/api/prices')
}

/** An app that starts an SDK at once, or when it is told to. */
function toSdkMain(dsn: string | undefined, isLate: boolean): string {
  const start = `Sentry.init({
    dsn: ${JSON.stringify(dsn)},
    tracesSampleRate: 1,
    enableLogs: true,
    integrations: (usual) => [...usual, Sentry.browserTracingIntegration(), Sentry.consoleLoggingIntegration()],
  })`
  if (!isLate) return `import * as Sentry from '@sentry/browser'\n${start}\n${plainMain}`
  return `${plainMain}
Object.assign(actions, {
  start: async () => {
    const Sentry = await import('@sentry/browser')
    ${start}
    document.title = 'started'
  },
})
`
}

describe('a page with an SDK', () => {
  test('fetches nothing of our own capture', async () => {
    const trap = await openTrap()
    try {
      await open(toSdkMain(trap.dsn, false), false)
      await page.act('throw')
      const { sdk } = await page.findEvent('of undefined')
      expect(sdk?.name).toBe('sentry.javascript.browser')
      await until(() => page.fetched.includes('/__footlight/capture-start.js'))
      await page.tab.waitForLoadState('networkidle')
      expect(page.fetched).not.toContain('/__footlight/capture.js')
      expect(await page.list('events')).toHaveLength(1)
    } finally {
      await trap.close()
    }
  })

  test('that has nowhere to send to is captured', async () => {
    await openCaptured(toSdkMain(undefined, false))
    await page.act('throw')
    expect((await page.findEvent('of undefined')).sdk?.name).toBe('footlight.page')
  })

  test('that it starts late is on its own from then on, and nothing is told twice', async () => {
    const trap = await openTrap()
    try {
      await openCaptured(toSdkMain(trap.dsn, true))
      await page.act('reject')
      expect((await page.findEvent('nobody answered')).sdk?.name).toBe('footlight.page')
      await page.act('start')
      await page.tab.waitForFunction(() => document.title === 'started')

      await page.act('throw')
      await page.act('log')
      await page.act('ask')
      expect((await page.findEvent('of undefined')).sdk?.name).toBe('sentry.javascript.browser')
      await page.findSpan(isPriceRequest)
      await until(async () => (await page.list('logs', 'low stock')).length > 0)
      await page.tab.waitForLoadState('networkidle')
      expect(await page.list('events')).toHaveLength(2)
      expect(await page.list('logs', 'low stock')).toHaveLength(1)
      expect((await page.list<SpanItem>('spans')).filter(isPriceRequest)).toHaveLength(1)
      const [asked] = backend.asked
      expect(asked?.headers['sentry-trace']).toMatch(/^[0-9a-f]{32}-[0-9a-f]{16}-1$/)
      expect(trap.received).toEqual([])
    } finally {
      await trap.close()
    }
  })

  test.each([
    ['Sentry’s own script', true, 'sentry.javascript.browser'],
    ['a script of the app', false, 'footlight.page'],
  ])(
    'that %s fetches with the first error has it once, and tells of the next',
    async (_sentence, isSentrys, first) => {
      const trap = await openTrap()
      try {
        await open(toLazyMain(trap.dsn, isSentrys), !isSentrys)
        await until(() => page.fetched.includes('/__footlight/capture-start.js'))
        await page.tab.waitForLoadState('networkidle')
        await page.act('throw')
        await page.tab.waitForFunction(() => document.title === 'started')
        expect((await page.findEvent('of undefined')).sdk?.name).toBe(first)
        await page.act('reject')
        expect((await page.findEvent('nobody answered')).sdk?.name).toBe(
          'sentry.javascript.browser',
        )
        await page.tab.waitForLoadState('networkidle')
        expect(await page.list('events')).toHaveLength(2)
        expect(page.fetched.includes('/__footlight/capture.js')).toBe(!isSentrys)
        expect(trap.received).toEqual([])
      } finally {
        await trap.close()
      }
    },
  )
})

/** Keeps what goes wrong until the SDK is there, and hands it over. Sentry's leaves its mark on the window. */
function toLazyMain(dsn: string, isSentrys: boolean): string {
  return `${plainMain}
const before = window.onerror
const kept: Parameters<OnErrorEventHandlerNonNull>[] = []
const load = async () => {
  const Sentry = await import('@sentry/browser')
  Object.assign(window, { Sentry })
  window.onerror = before
  Sentry.init({ dsn: '${dsn}' })
  for (const said of kept) window.onerror?.(...said)
  document.title = 'started'
}
window.onerror = (...said) => {
  if (kept.push(said) === 1) void load()
}
${isSentrys ? 'Object.assign(window, { Sentry: { forceLoad: load, onLoad: () => undefined } })' : ''}
`
}
