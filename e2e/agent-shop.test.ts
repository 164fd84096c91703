import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openHttpAgent } from './mcp/agent.ts'
import type { Agent } from './mcp/agent.ts'
import { startPlayground } from './started-playground.ts'
import type { StartedPlayground } from './started-playground.ts'

/** What is pressed in the shop's backstage. */
const pressed = ['Unhandled error', 'Server error', 'N+1 queries', 'Log burst', 'Cache']

describe('an agent in the running shop', () => {
  let shop: StartedPlayground
  let browser: Browser
  let agent: Agent

  beforeAll(async () => {
    ;[shop, browser] = await Promise.all([startPlayground('shop'), openBrowser()])
    const page = await browser.newPage()
    await page.goto(shop.addresses.page ?? '')
    await page.getByRole('listitem').nth(5).waitFor()
    for (const title of pressed) {
      await page
        .getByRole('button')
        .filter({ has: page.getByText(title, { exact: true }) })
        .click()
    }
    const token = new URL(shop.addresses.panel).searchParams.get('token') ?? ''
    agent = await openHttpAgent(shop.addresses.sidecar, token)
  }, 240_000)

  afterAll(async () => {
    await agent.close()
    await browser.close()
    await shop.stop()
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
})
