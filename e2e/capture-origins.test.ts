import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openCapturedPage } from './capture-page/captured-page.ts'
import type { CapturedPage } from './capture-page/captured-page.ts'
import { until } from './vite-plugin/vite-app.ts'

/** What a server without CORS in mind prints of what it was asked. */
interface Asked {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
}

interface ShopServer {
  readonly url: string
  readonly asked: readonly Asked[]
  readonly close: () => Promise<void>
}

/**
 * Lets any page read its answers, answers no preflight of a GET, and that of an order with
 * exactly what it needs.
 */
const program = `
import { createServer } from 'node:http'
const server = createServer(({ method, headers }, response) => {
  console.log(JSON.stringify({ method, headers }))
  const wanted = headers['access-control-request-method']
  if (wanted === 'PUT') {
    response.writeHead(204, {
      'Access-Control-Allow-Origin': headers.origin,
      'Access-Control-Allow-Methods': 'PUT',
      'Access-Control-Allow-Headers': headers['access-control-request-headers'],
    })
    response.end()
  } else if (method === 'OPTIONS') response.writeHead(405).end()
  else {
    response.setHeader('Access-Control-Allow-Origin', headers.origin)
    response.end('{}')
  }
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port))
`

const entry = pathToFileURL('packages/cli/dist/node.js').href

let browser: Browser
let page: CapturedPage
let server: ShopServer

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

async function openServer(isWatched: boolean, sidecar: string, port = 0): Promise<ShopServer> {
  const parameters = ['--input-type=module', '--eval', program]
  const child = spawn(
    process.execPath,
    isWatched ? ['--import', entry, ...parameters] : parameters,
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        FOOTLIGHT_URL: sidecar,
        FOOTLIGHT_SERVICE: 'shop',
        PORT: String(port),
      },
    },
  )
  const lines = createInterface(child.stdout)
  const [url] = (await once(lines, 'line')) as [string]
  const asked: Asked[] = []
  lines.on('line', (line: string) => asked.push(JSON.parse(line) as Asked))
  return {
    url,
    asked,
    close: async () => {
      child.kill()
      await once(child, 'exit')
    },
  }
}

async function withShop(isWatched: boolean, tell: (asked: readonly Asked[]) => Promise<void>) {
  page = await openCapturedPage(browser, {})
  const owner = readFileSync(join(page.app.data, 'owner.json'), 'utf8')
  server = await openServer(isWatched, (JSON.parse(owner) as { url: string }).url)
  try {
    await tell(server.asked)
    expect(page.complaints).toEqual([])
  } finally {
    await server.close()
    await page.close()
  }
}

/** Asks the other origin, and waits for what it was asked and for what the page learns of that. */
async function ask(action: string): Promise<Asked> {
  const before = server.asked.length
  const learnt = page.tab.waitForResponse(/\/traced-origins$/)
  await page.act(action, `${server.url}/cart`)
  await learnt
  const method = action === 'order' ? 'PUT' : 'GET'
  return until(() => server.asked.slice(before).find((asked) => asked.method === method))
}

test('where footlight/node has answered, the trace goes on, and the app sees no other request', async () => {
  await withShop(true, async (asked) => {
    expect((await ask('elsewhere')).headers['sentry-trace']).toBeUndefined()
    const { headers } = await ask('elsewhere')
    const [traceId, spanId] = (headers['sentry-trace'] ?? '').split('-')
    const served = await page.findSpan((span) => span.parentSpanId === spanId)
    expect(served).toMatchObject({ traceId, op: 'http.server', name: 'GET /cart', service: 'shop' })
    expect(headers['traceparent']).toBe(`00-${traceId}-${spanId}-01`)
    expect(headers['baggage']).toContain(`sentry-trace_id=${traceId}`)

    const order = await ask('order')
    expect(order.headers['sentry-trace']).toMatch(/^[0-9a-f]{32}-/)
    const preflights = asked.filter(({ method }) => method === 'OPTIONS')
    expect(preflights.map((one) => one.headers['access-control-request-headers'])).toEqual([
      'content-type',
    ])
  })
})

test('where it has not, no request is other than without us', async () => {
  await withShop(false, async (asked) => {
    for (const action of ['elsewhere', 'elsewhere', 'order']) {
      expect(Object.keys((await ask(action)).headers)).not.toContain('sentry-trace')
    }
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'GET', 'OPTIONS', 'PUT'])
  })
})

test('a server that was started anew without it is asked as before', async () => {
  await withShop(true, async () => {
    await ask('elsewhere')
    expect(Object.keys((await ask('elsewhere')).headers)).toContain('sentry-trace')
    await server.close()
    const learnt = page.tab.waitForResponse(/\/traced-origins$/)
    await page.tab.evaluate(() => window.dispatchEvent(new Event('focus')))
    await learnt
    const { port } = new URL(server.url)
    server = await openServer(false, '', Number(port))
    expect(Object.keys((await ask('elsewhere')).headers)).not.toContain('sentry-trace')
    expect(server.asked).toHaveLength(1)
  })
})
