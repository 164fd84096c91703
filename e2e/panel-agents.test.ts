import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { openHttpAgent } from './mcp/agent.ts'
import type { Agent } from './mcp/agent.ts'
import { makeError, sendItem } from './mcp/sent-items.ts'
import { openPanelPage, waitForPanel } from './panel/open-panel.ts'
import { makeFolder, openFootlight, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'

describe('a person and an agent at the same thing', () => {
  const data = makeFolder()
  let footlight: Footlight
  let browser: Browser
  let agent: Agent
  let id: string

  beforeAll(async () => {
    footlight = await openFootlight({ data })
    ;[browser, agent] = await Promise.all([
      openBrowser(),
      openHttpAgent(footlight.url, footlight.token),
    ])
    await sendItem(footlight, 'event', makeError('a is undefined'))
    await settle(footlight)
    const { value } = await agent.call('search_issues')
    id = value.issues[0]?.id ?? ''
  })

  afterAll(async () => {
    await agent.close()
    await browser.close()
    await footlight.stop()
    removeFolder(data)
  })

  test('the person sees what the agent reads', async () => {
    const page = await openPanelPage(browser, footlight, 'issues')
    await waitForPanel(page)
    await agent.call('get_issue', { id })
    await page.getByText(`test-agent read issue ${id}`).waitFor()
    await page.close()
  })

  test('the agent shows the person something, and the panel goes there', async () => {
    const page = await openPanelPage(browser, footlight, 'logs')
    await waitForPanel(page)
    await agent.call('show_to_user', { what: 'issue', id, note: 'this line' })
    await page.waitForURL(`**/issues/${id}*`)
    await page.getByText(`shows you issue ${id}: this line`).waitFor()
    await page.close()
  })

  test('an agent of the browser is given tools, where the browser takes them', async () => {
    const page = await browser.newPage()
    await page.addInitScript(() => {
      const tools: object[] = []
      const modelContext = { tools, registerTool: (tool: object) => tools.push(tool) }
      Object.defineProperty(navigator, 'modelContext', { value: modelContext })
    })
    await page.goto(`${footlight.url}/__footlight/logs?token=${footlight.token}`)
    await waitForPanel(page)
    const call = (name: string, input: object): Promise<string> =>
      page.evaluate(
        async ([tool, given]) => {
          interface Tool {
            readonly name: string
            readonly execute: (input: object) => Promise<{ content: { text: string }[] }>
          }
          const { tools } = (navigator as unknown as { modelContext: { tools: Tool[] } })
            .modelContext
          const answer = await tools.find(({ name: each }) => each === tool)?.execute(given)
          return answer?.content[0]?.text ?? 'no such tool'
        },
        [name, input] as const,
      )
    await expect.poll(() => call('footlight_issues', {})).toContain(id)
    expect(await call('footlight_issue', { id })).toContain('a is undefined')
    expect(await call('footlight_show', { what: 'issue', id })).toBe('The panel shows it.')
    await page.waitForURL(`**/issues/${id}*`)
    await page.close()
  })

  test('the person points at something, and the agent finds it in its overview', async () => {
    const page = await openPanelPage(browser, footlight, `issues/${id}`)
    await waitForPanel(page)
    await page.getByRole('button', { name: 'Point agents at it' }).waitFor()
    await page.keyboard.press('a')
    await page.getByText('Agents find it in their next overview').waitFor()
    const { value, text } = await agent.call('get_overview')
    expect(value.pointed).toMatchObject([
      { what: 'issue', id, title: expect.any(String) as string },
    ])
    expect(text).toContain('The user points at:')
    await page.close()
  })
})
