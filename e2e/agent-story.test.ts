import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openStdioAgent } from './mcp/agent.ts'
import type { Agent } from './mcp/agent.ts'
import { makeViteApp } from './vite-plugin/vite-app.ts'
import type { ViteApp } from './vite-plugin/vite-app.ts'

const html = `<!doctype html><title>Lamps</title>
<button id="buy">Buy</button><button id="price">Price</button><output></output>
<script type="module" src="/src/main.ts"></script>
`

const main = `import * as Sentry from '@sentry/browser'
import { toTotal } from './cart.ts'
import { readPrices } from './prices.ts'

Sentry.init({ dsn: 'https://k@o1.ingest.example/1', tracesSampleRate: 1 })
const output = document.querySelector('output')
const onClick = (id: string, name: string, work: () => number | Promise<number>) =>
  document.querySelector(id)?.addEventListener('click', () =>
    Sentry.startNewTrace(() =>
      Sentry.startSpan({ name, op: 'ui.action' }, async () => {
        output!.textContent = 'working'
        try {
          output!.textContent = String(await work())
        } catch (error) {
          Sentry.captureException(error)
        }
      }),
    ),
  )
onClick('#buy', 'Buy', () => toTotal([{ price: { amount: 3 } }, {}]))
onClick('#price', 'Price', () => readPrices(['1', '2', '3', '4']))
`

/** An item without a price brings it down. */
const brokenCart = `interface Item { readonly price?: { readonly amount: number } }

export function toTotal(items: readonly Item[]): number {
  let total = 0
  for (const item of items) {
    total += item.price!.amount
  }
  return total
}
`
const mendedCart = brokenCart.replace('item.price!.amount', 'item.price?.amount ?? 0')

/** One after another what could be side by side. */
const slowPrices = `import { startSpan } from '@sentry/browser'

const ask = (id: string): Promise<number> =>
  startSpan({ name: 'GET /price/' + id, op: 'http.client' }, async () => {
    await new Promise((resolve) => setTimeout(resolve, 80))
    return 1
  })

export async function readPrices(ids: readonly string[]): Promise<number> {
  let sum = 0
  for (const id of ids) sum += await ask(id)
  return sum
}
`
const fastPrices = slowPrices.replace(
  /let sum = 0[^}]*return sum/,
  'const prices = await Promise.all(ids.map(ask))\n  return prices.reduce((sum, price) => sum + price, 0)',
)

describe('an agent that has nothing but its tools', () => {
  let app: ViteApp
  let browser: Browser
  let page: Page
  let agent: Agent
  let url: string

  beforeAll(async () => {
    app = makeViteApp({
      version: 8,
      files: {
        'index.html': html,
        'src/main.ts': main,
        'src/cart.ts': brokenCart,
        'src/prices.ts': slowPrices,
      },
    })
    ;({ url } = await app.start())
    browser = await openBrowser()
    page = await browser.newPage()
    await page.goto(url)
    agent = await openStdioAgent(app.data)
  })

  afterAll(async () => {
    await agent.close()
    await browser.close()
    await app.close()
  })

  /** Saves, and waits until the page has what was saved. */
  const save = async (file: string, text: string): Promise<void> => {
    const loaded = page.waitForEvent('load')
    app.write(file, text)
    await loaded
    await expect
      .poll(async () => (await agent.call('list_edits', { file, limit: 1 })).value.total)
      .toBeGreaterThan(0)
  }

  const press = async (id: string): Promise<void> => {
    await page.locator(id).click()
  }

  test('finds why it breaks, mends it, and knows that it is mended, and when it is not', async () => {
    const { messages } = await agent.client.getPrompt({ name: 'why_did_it_break' })
    expect(JSON.stringify(messages)).toContain('verify_fix')

    await press('#buy')
    const waited = await agent.call('wait_for', { list: 'issues', timeout: 30 })
    expect(waited.value.matched).toBe(true)
    const overview = await agent.call('get_overview')
    const id = overview.value.issues[0]?.id ?? ''

    const { value, text } = await agent.call('get_issue', { id })
    const [exception] = value.event.exceptions
    const [failing] = exception?.frames ?? []
    expect(failing?.file).toBe('src/cart.ts')
    expect(failing?.code).toMatch(/^> 6 .*total \+= item\.price!\.amount/m)
    expect(text).toContain('src/cart.ts:6:')
    const source = await agent.call('get_source', { event_id: value.event.id, around: 20 })
    expect(source.text).toContain('interface Item')
    // The error is told at once, its trace when it is done.
    await agent.call('wait_for', { list: 'traces', query: 'name:Buy', timeout: 30 })
    const trace = await agent.call('get_trace', { id: value.event.trace.trace_id })
    expect(trace.text).toContain('ui.action Buy')

    expect((await agent.call('verify_fix', { id })).value.verdict).toMatch(/^(present|not_run)$/)
    await save('src/cart.ts', mendedCart)
    expect((await agent.call('verify_fix', { id })).value.verdict).toBe('not_run')
    await press('#buy')
    await page.getByText('3', { exact: true }).waitFor()
    const fixed = await agent.call('verify_fix', { id, wait: 30 })
    expect(fixed.value.verdict, fixed.text).toBe('fixed')

    await save('src/cart.ts', brokenCart)
    await press('#buy')
    await expect
      .poll(async () => (await agent.call('verify_fix', { id, wait: 5 })).value.verdict, {
        timeout: 30_000,
      })
      .toBe('regressed')
  })

  test('finds why it is slow, mends it, and can say by how much', async () => {
    const { messages } = await agent.client.getPrompt({ name: 'why_is_it_slow' })
    expect(JSON.stringify(messages)).toContain('critical_path')

    const measure = async (): Promise<number> => {
      const since = new Date().toISOString()
      await press('#price')
      await page.getByText('4', { exact: true }).waitFor()
      const query = 'name:Price'
      await agent.call('wait_for', { list: 'traces', query, since, timeout: 30 })
      const { value } = await agent.call('search_traces', { name: 'Price', since, limit: 1 })
      const id = value.traces[0]?.id ?? ''
      const path = await agent.call('get_trace', { id, view: 'critical_path' })
      const waits = path.value.spans.filter(({ name }) => name.startsWith('GET /price/'))
      const outline = await agent.call('get_trace', { id })
      expect(outline.text).toContain('4x http.client')
      return waits.length
    }

    // Before, the four requests are all on the way to the end; afterwards one is.
    expect(await measure()).toBe(4)
    await save('src/prices.ts', fastPrices)
    expect(await measure()).toBe(1)
    const table = await agent.call('query_sql', {
      sql: "SELECT max(duration_ms) > 3 * min(duration_ms) AS faster FROM spans WHERE name = 'Price'",
    })
    expect(table.text).toMatch(/^1$/m)
  })
})
