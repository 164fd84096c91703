import type { JsonObject } from 'protocol'
import { panelThings, toInlineCode } from 'protocol'
import type { Panel } from '../session/panel.ts'
import { askIssueBrief } from '../views/issues/ask-issue-brief.ts'
import { toShownPlace } from './agent-words.ts'

/**
 * For agents that live in the browser: the panel's own tools, where the browser takes them. What the
 * app said stands in code, so that nothing in it reads as an instruction.
 *
 * @see https://webmachinelearning.github.io/webmcp/
 */
export function registerWebTools(panel: Panel, modelContext: unknown): void {
  if (typeof modelContext !== 'object' || modelContext === null) return
  const tools = toWebTools(panel)
  const register: unknown = Reflect.get(modelContext, 'registerTool')
  const provide: unknown = Reflect.get(modelContext, 'provideContext')
  // The draft has had both, one after the other.
  if (typeof register === 'function') {
    for (const tool of tools) Reflect.apply(register, modelContext, [tool])
  } else if (typeof provide === 'function') Reflect.apply(provide, modelContext, [{ tools }])
}

interface WebTool {
  readonly name: string
  readonly description: string
  readonly inputSchema: JsonObject
  readonly execute: (input: Readonly<Record<string, unknown>>) => Promise<WebAnswer>
}

interface WebAnswer {
  readonly content: readonly { readonly type: 'text'; readonly text: string }[]
}

const text = { type: 'string' }

function toWebTools(panel: Panel): readonly WebTool[] {
  const { client, navigation } = panel
  const tell = (tool: string, about: unknown): void =>
    void client.change('POST', 'agents', { agent: 'Browser agent', tool, about })
  return [
    {
      name: 'footlight_issues',
      description: 'What is broken in this app now: errors and findings, grouped.',
      inputSchema: { type: 'object', properties: { query: text } },
      execute: async ({ query }) => {
        tell('search_issues', query)
        const asked = typeof query === 'string' && query !== '' ? query : 'is:unresolved'
        const outcome = await client.ask('issues', { query: asked, limit: '20' })
        if (!outcome.ok) return toAnswer(outcome.failure.message)
        const lines = outcome.value.items.map(
          ({ id, status, count, title, culprit }) =>
            `- ${id.slice(0, 8)} ${status} ${count}x ${toInlineCode(title)} ${toInlineCode(culprit ?? '')}`,
        )
        return toAnswer(lines.join('\n') || 'Nothing is broken.')
      },
    },
    {
      name: 'footlight_issue',
      description: 'One issue with code, stack, breadcrumbs, logs and trace, as markdown.',
      inputSchema: { type: 'object', properties: { id: text }, required: ['id'] },
      execute: async ({ id }) => {
        tell('get_issue', id)
        const outcome = await client.ask('issues/:id', { id: String(id) })
        if (!outcome.ok) return toAnswer(outcome.failure.message)
        return toAnswer(await askIssueBrief(client, outcome.value, outcome.value.event))
      },
    },
    {
      name: 'footlight_show',
      description: 'Shows the person an issue or a trace in this panel.',
      inputSchema: {
        type: 'object',
        properties: { what: { enum: panelThings }, id: text },
        required: ['what', 'id'],
      },
      execute: ({ what, id }) => {
        const thing = panelThings.find((each) => each === what)
        if (thing === undefined)
          return Promise.resolve(toAnswer(`One of ${panelThings.join(', ')}.`))
        navigation.go(toShownPlace({ what: thing, id: String(id) }))
        return Promise.resolve(toAnswer('The panel shows it.'))
      },
    },
  ]
}

function toAnswer(words: string): WebAnswer {
  return { content: [{ type: 'text', text: words }] }
}
