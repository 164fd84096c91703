import type { EventItem, List, SpanItem } from 'protocol'
import type { Browser, Page } from 'playwright-core'
import { makeViteApp, until } from '../vite-plugin/vite-app.ts'
import type { ViteApp } from '../vite-plugin/vite-app.ts'

/** A page with one button that does what it is told, open in a browser. */
export interface CapturedPage {
  readonly app: ViteApp
  readonly tab: Page
  /** Paths of everything it asked for. */
  readonly fetched: readonly string[]
  /** What it threw. */
  readonly complaints: readonly string[]
  /** Some of what it does asks another origin. */
  readonly act: (name: string, other?: string) => Promise<void>
  readonly list: <T>(path: string, query?: string) => Promise<readonly T[]>
  readonly findEvent: (value: string) => Promise<EventItem>
  readonly findSpan: (is: (span: SpanItem) => boolean) => Promise<SpanItem>
  readonly close: () => Promise<void>
}

export interface CapturedPageOptions {
  /** Its script, which may bring actions of its own. */
  readonly main?: string
  /** Where `/api` of the dev server leads. */
  readonly backend?: string
  /** Whether our own capture is waited for. */
  readonly isCaptured?: boolean
}

const document = `<!doctype html>
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

const ask = (init?: RequestInit) => fetch(document.body.dataset['other'] ?? '', init)

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
  elsewhere: () => ask(),
  order: () => ask({ method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{}' }),
  go: () => history.pushState({}, '', '/cart'),
  work: () => {
    const end = performance.now() + 200
    while (performance.now() < end);
  },
}
`

export const plainMain = `import { actions } from './actions.ts'

document.querySelector('#run')?.addEventListener('click', () => {
  actions[document.body.dataset['action'] ?? '']?.()
})
`

export async function openCapturedPage(
  browser: Browser,
  { main = plainMain, backend, isCaptured = true }: CapturedPageOptions,
): Promise<CapturedPage> {
  const proxy = backend === undefined ? '' : `server: { proxy: { '/api': '${backend}' } },`
  const app = makeViteApp({
    version: 8,
    files: {
      'index.html': document,
      'src/main.ts': main,
      'src/actions.ts': actions,
      'src/price.ts': price,
    },
    config: `optimizeDeps: { include: ['@sentry/browser'] }, ${proxy}`,
  })
  const { url } = await app.start()
  const tab = await (await browser.newContext()).newPage()
  const fetched: string[] = []
  const complaints: string[] = []
  tab.on('request', (request) => fetched.push(new URL(request.url()).pathname))
  tab.on('pageerror', ({ message }) => complaints.push(message))
  await tab.goto(url)
  if (isCaptured) await tab.waitForFunction(() => Reflect.has(window, '__footlightSentry'))

  const list = async <T>(path: string, query = ''): Promise<readonly T[]> => {
    const { items } = await app.ask<List<T>>(path, { query })
    return items
  }
  return {
    app,
    tab,
    fetched,
    complaints,
    list,
    act: async (action, other = '') => {
      await tab.evaluate(
        (told) => {
          Object.assign(window.document.body.dataset, told)
        },
        { action, other },
      )
      await tab.click('#run')
    },
    findEvent: (value) =>
      until(async () =>
        (await list<EventItem>('events')).find(({ exceptions }) =>
          exceptions.some((exception) => exception.value?.includes(value)),
        ),
      ),
    findSpan: (is) => until(async () => (await list<SpanItem>('spans')).find(is)),
    close: async () => {
      await tab.context().close()
      await app.close()
    },
  }
}
