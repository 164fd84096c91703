import { createServer } from 'node:http'
import type { IncomingHttpHeaders, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EventItem, List, LogItem, SourcesAnswer, SpanItem } from 'protocol'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openTrap } from './guard/trap.ts'
import { makeViteApp, until } from './vite-plugin/vite-app.ts'
import type { ViteApp } from './vite-plugin/vite-app.ts'

const page = `<!doctype html>
<html>
  <head><title>A shop</title></head>
  <body>
    <h1>A shop</h1>
    <button id="run">Run</button>
    <script type="module" src="/src/main.ts"></script>
  </body>
</html>
`

const price = `interface Item {
  readonly price: number
}

export function priceOf(item: Item | undefined): number {
  // Nothing was chosen.
  return (item as Item).price
}
`

/** What the button does stands in the body. */
const actions = `import { priceOf } from './price.ts'

export const actions: Record<string, () => unknown> = {
  throw: () => priceOf(undefined),
  reject: () => {
    void Promise.reject(new Error('nobody answered'))
  },
  log: () => {
    console.info('cart of', 3, { total: 12 })
    console.warn('low stock')
  },
  ask: () => fetch('/api/prices?of=tea', { headers: { 'x-own': 'yes' } }),
  request: () => {
    const request = new XMLHttpRequest()
    request.open('GET', '/api/stock')
    request.send()
  },
  elsewhere: () => fetch(new URLSearchParams(location.search).get('other') ?? ''),
  go: () => history.pushState({}, '', '/cart'),
}
`

const main = `import { actions } from './actions.ts'

document.querySelector('#run')?.addEventListener('click', () => {
  actions[document.body.dataset['action'] ?? '']?.()
})
`

const early = `${main}
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
let app: ViteApp
let tab: Page
let fetched: string[]
let complaints: string[]

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

beforeEach(async () => {
  backend = await openBackend()
})

afterEach(async () => {
  await tab.context().close()
  await app.close()
  await backend.close()
})

async function open(mainText: string): Promise<string> {
  app = makeViteApp({
    version: 8,
    files: {
      'index.html': page,
      'src/main.ts': mainText,
      'src/actions.ts': actions,
      'src/price.ts': price,
    },
    config: `optimizeDeps: { include: ['@sentry/browser'] },
  server: { proxy: { '/api': '${backend.url}' } },`,
  })
  const { url } = await app.start()
  tab = await (await browser.newContext()).newPage()
  fetched = []
  complaints = []
  tab.on('request', (request) => fetched.push(new URL(request.url()).pathname))
  tab.on('pageerror', ({ message }) => complaints.push(message))
  await tab.goto(`${url}?other=${encodeURIComponent(`${backend.url}/elsewhere`)}`)
  return url
}

/** The page with our own capture in it. */
async function openCaptured(mainText = main): Promise<string> {
  const url = await open(mainText)
  await tab.waitForFunction(() => Reflect.has(window, '__footlightSentry'))
  return url
}

async function act(name: string): Promise<void> {
  await tab.evaluate((action) => {
    document.body.dataset['action'] = action
  }, name)
  await tab.click('#run')
}

async function list<T>(path: string, query = ''): Promise<readonly T[]> {
  const { items } = await app.ask<List<T>>(path, { query })
  return items
}

function findEvent(value: string): Promise<EventItem> {
  return until(async () =>
    (await list<EventItem>('events')).find(({ exceptions }) =>
      exceptions.some((exception) => exception.value?.includes(value)),
    ),
  )
}

async function findSpan(is: (span: SpanItem) => boolean): Promise<SpanItem> {
  return until(async () => (await list<SpanItem>('spans')).find(is))
}

describe('a page without an SDK', () => {
  test('tells what it throws, from before anybody listened too, with the line it was written on', async () => {
    await openCaptured(early)
    const before = await findEvent('thrown before load')
    expect(before.exceptions[0]?.type).toBe('RangeError')
    expect(before.sdk?.name).toBe('footlight.page')
    expect(before.service).toBe('browser')

    await act('throw')
    const thrown = await findEvent('of undefined')
    expect(thrown.exceptions[0]?.mechanism?.handled).toBe(false)
    expect(thrown.breadcrumbs.map(({ category }) => category)).toContain('ui.click')
    const { frames } = await app.ask<SourcesAnswer>('sources', { event: thrown.id })
    const places = frames.map(({ source, line }) => `${source}:${line}`)
    expect(places.join('\n')).toContain('src/price.ts:7')
    expect(places.join('\n')).not.toContain('__footlight')

    await act('reject')
    expect((await findEvent('nobody answered')).exceptions[0]?.mechanism?.type).toBe(
      'onunhandledrejection',
    )
    // Each is told once, however often it is thrown.
    await act('throw')
    await until(async () => (await list('events')).length === 4)
    expect(complaints).toHaveLength(4)
  })

  test('tells its console, and what it asks for with the trace in the headers', async () => {
    await openCaptured()
    await act('log')
    const log = await until(async () =>
      (await list<LogItem>('logs')).find(({ body }) => body.startsWith('cart of 3')),
    )
    expect(log.level).toBe('info')
    await until(async () => (await list('logs', 'level:warn low stock')).length === 1)

    await act('ask')
    await act('request')
    await act('elsewhere')
    const span = await findSpan(isPriceRequest)
    await findSpan(({ op, attributes }) => {
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
    expect(complaints).toEqual([])
  })

  test('tells its load and where it goes, and how long it took', async () => {
    await openCaptured()
    const load = await findSpan(({ op }) => op === 'pageload')
    expect(load.name).toBe('/')
    await act('go')
    const navigation = await findSpan(({ op }) => op === 'navigation')
    expect(navigation.name).toBe('/cart')
    expect(navigation.traceId).not.toBe(load.traceId)
    await findSpan(({ op }) => op.startsWith('ui.webvital'))
    const pages = await until(async () => {
      const found = await list<{ traceId?: string; navigation: string }>('pages')
      return found.length === 2 && found
    })
    const traceIds = new Map(pages.map((record) => [record.navigation, record.traceId]))
    expect(traceIds.get('soft')).toBe(navigation.traceId)
  })

  test('finds everything of the browser as the browser made it', async () => {
    await openCaptured()
    const seen = await tab.evaluate(async () => {
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
  if (!isLate) return `import * as Sentry from '@sentry/browser'\n${start}\n${main}`
  return `${main}
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
      await open(toSdkMain(trap.dsn, false))
      await act('throw')
      const { sdk } = await findEvent('of undefined')
      expect(sdk?.name).toBe('sentry.javascript.browser')
      await until(() => fetched.includes('/__footlight/capture-start.js'))
      await tab.waitForLoadState('networkidle')
      expect(fetched).not.toContain('/__footlight/capture.js')
      expect(await list('events')).toHaveLength(1)
    } finally {
      await trap.close()
    }
  })

  test('that has nowhere to send to is captured', async () => {
    await openCaptured(toSdkMain(undefined, false))
    await act('throw')
    expect((await findEvent('of undefined')).sdk?.name).toBe('footlight.page')
  })

  test('that it starts late is on its own from then on, and nothing is told twice', async () => {
    const trap = await openTrap()
    try {
      await openCaptured(toSdkMain(trap.dsn, true))
      await act('reject')
      expect((await findEvent('nobody answered')).sdk?.name).toBe('footlight.page')
      await act('start')
      await tab.waitForFunction(() => document.title === 'started')

      await act('throw')
      await act('log')
      await act('ask')
      expect((await findEvent('of undefined')).sdk?.name).toBe('sentry.javascript.browser')
      await findSpan(isPriceRequest)
      await until(async () => (await list('logs', 'low stock')).length > 0)
      await tab.waitForLoadState('networkidle')
      expect(await list('events')).toHaveLength(2)
      expect(await list('logs', 'low stock')).toHaveLength(1)
      expect((await list<SpanItem>('spans')).filter(isPriceRequest)).toHaveLength(1)
      const [asked] = backend.asked
      expect(asked?.headers['sentry-trace']).toMatch(/^[0-9a-f]{32}-[0-9a-f]{16}-1$/)
      expect(trap.received).toEqual([])
    } finally {
      await trap.close()
    }
  })
})
