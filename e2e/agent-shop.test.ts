import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { copyApp, removeCopy } from './copied-app.ts'
import { openHttpAgent } from './mcp/agent.ts'
import type { Agent } from './mcp/agent.ts'
import { startPlayground } from './started-playground.ts'
import type { StartedPlayground } from './started-playground.ts'

/** What is pressed in the shop's backstage. */
const pressed = ['Unhandled error', 'Server error', 'N+1 queries', 'Log burst', 'Cache']

/** What is wrong with the shop, by the button that shows it. */
const bugs = [
  {
    title: 'Unhandled error',
    file: 'src/page-errors.ts',
    broken: 'price.amount',
    mended: '(price?.amount ?? 0)',
    says: 'That makes 0 pounds.',
  },
  {
    title: 'Server error',
    file: 'server/checkout.ts',
    broken: 'product.amount',
    mended: 'product?.amount ?? 0',
    says: 'Thank you for your order.',
  },
]

describe('an agent in the running shop', () => {
  let folder: string
  let shop: StartedPlayground
  let browser: Browser
  let page: Page
  let agent: Agent

  const press = (title: string): Promise<void> =>
    page
      .getByRole('button')
      .filter({ has: page.getByText(title, { exact: true }) })
      .click()

  beforeAll(async () => {
    folder = await copyApp('shop')
    ;[shop, browser] = await Promise.all([startPlayground('shop', {}, folder), openBrowser()])
    page = await browser.newPage()
    await page.goto(shop.addresses.page ?? '')
    await page.getByRole('listitem').nth(5).waitFor()
    for (const title of pressed) await press(title)
    const token = new URL(shop.addresses.panel).searchParams.get('token') ?? ''
    agent = await openHttpAgent(shop.addresses.sidecar, token)
  }, 240_000)

  afterAll(async () => {
    await agent.close()
    await browser.close()
    await shop.stop()
    removeCopy(folder)
  })

  test('finds both errors with their lines, and the trace that joins page and server', async () => {
    await agent.call('wait_for', { list: 'issues', query: 'service:browser', timeout: 60 })
    await expect
      .poll(async () => (await agent.call('search_issues', {})).value.total, { timeout: 60_000 })
      .toBeGreaterThanOrEqual(2)
    const { value } = await agent.call('search_issues', { limit: 50, budget: 20_000 })
    const errors = await Promise.all(value.issues.map(({ id }) => agent.call('get_issue', { id })))
    const files = errors.flatMap((error) =>
      (error.value.event?.exceptions ?? []).map(({ frames }) => frames[0]?.file ?? ''),
    )
    expect(files.join('\n')).toMatch(/src\/page-errors\.ts$/m)
    expect(files.join('\n')).toMatch(/server\/[\w-]+\.ts$/m)
    for (const { text } of errors) expect(text).toMatch(/^\| > \d+ /m)
  })

  test('counts the queries of the route that asks too many', async () => {
    await agent.call('wait_for', { list: 'traces', query: 'op:db', timeout: 60 })
    const { text } = await agent.call('aggregate', {
      query: 'op:db*',
      group: 'name',
      stats: 'count(),sum(duration)',
      limit: 5,
    })
    expect(text).toMatch(/count\(\) \d{2,}/)
    const traces = await agent.call('search_traces', { sort: '-span_count', query: 'op:db*' })
    const trace = await agent.call('get_trace', { id: traces.value.traces[0]?.id })
    expect(trace.text).toMatch(/\d+x db/)
  })

  test('has an answer within the budget from every tool', async () => {
    const { tools } = await agent.client.listTools()
    const { value } = await agent.call('search_issues', {})
    const issue = await agent.call('get_issue', { id: value.issues[0]?.id })
    const inputs: Readonly<Record<string, Record<string, unknown>>> = {
      get_issue: { id: value.issues[0]?.id },
      get_event: { id: issue.value.event.id },
      get_trace: { id: issue.value.event.trace.trace_id },
      get_source: { event_id: issue.value.event.id },
      verify_fix: { id: value.issues[0]?.id, keep_open: true },
      wait_for: { timeout: 1, query: 'never' },
      show_to_user: { what: 'issue', id: value.issues[0]?.id },
      clear: { service: 'nobody', confirm: true },
    }
    for (const { name } of tools) {
      const answer = await agent.call(name, inputs[name] ?? {})
      expect(answer.isError, `${name}: ${answer.text}`).toBe(false)
      const size = Math.max(answer.text.length, JSON.stringify(answer.value).length)
      expect(size / 3, name).toBeLessThanOrEqual(2000)
    }
  })
  const untilServed = async (): Promise<void> => {
    await expect
      .poll(() =>
        fetch(`${shop.addresses.server}api/products`).then(
          ({ ok }) => ok,
          () => false,
        ),
      )
      .toBe(true)
  }

  /** Fulfilled when what was saved runs: in the page a hot update says so, the server is another. */
  const save = async (file: string, text: string): Promise<void> => {
    const { port } = new URL(shop.addresses.server)
    const server = connect({ port: Number(port), host: '127.0.0.1' }).on('error', () => undefined)
    await once(server, 'connect')
    const taken = file.startsWith('server/')
      ? once(server, 'close')
      : page.waitForEvent('console', (message) => message.text().includes('hot updated'))
    const edits = (await agent.call('list_edits', { file })).value.total
    writeFileSync(join(folder, file), text)
    await taken
    server.destroy()
    await untilServed()
    await expect
      .poll(async () => (await agent.call('list_edits', { file })).value.total)
      .toBe(edits + 1)
  }

  /** The newest issue with a frame of the app in such a file. */
  const findIssue = async (
    file: string,
  ): Promise<{ readonly id: string; readonly code: string }> => {
    const { value } = await agent.call('search_issues', { limit: 50, budget: 20_000 })
    for (const { id } of value.issues) {
      const { event } = (await agent.call('get_issue', { id })).value
      const frames = event.exceptions.flatMap((exception) => exception.frames)
      const frame = frames.find((one) => one.in_app && one.file === file)
      if (frame !== undefined) return { id, code: frame.code ?? '' }
    }
    throw new Error(`no issue in ${file}`)
  }

  test.each(bugs)('mends $file, and knows that it is mended, and when it is not', async (bug) => {
    const { title, file, broken, mended, says } = bug
    const { id, code } = await findIssue(file)
    expect(code.split('\n').find((line) => line.startsWith('>'))).toContain(broken)
    const source = readFileSync(join(folder, file), 'utf8')
    const verify = async (): Promise<string> =>
      (await agent.call('verify_fix', { id, wait: 5 })).value.verdict
    await save(file, `${source}\n`)
    await press(title)
    await expect.poll(verify, { timeout: 30_000 }).toBe('present')

    await save(file, source.replace(broken, mended))
    await press(title)
    await page.getByText(says).waitFor()
    await expect.poll(verify, { timeout: 30_000 }).toBe('fixed')

    await save(file, source)
    await press(title)
    await expect.poll(verify, { timeout: 30_000 }).toBe('regressed')
  })
})
