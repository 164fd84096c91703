import { ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { CallToolResult, ReadResourceResult } from '@modelcontextprotocol/sdk/types.js'
import { queryGuide } from './query-guide.ts'
import type { Reading } from './reading.ts'
import type { Tool } from './tool.ts'
import { getIssue } from './tools/get-issue.ts'
import { getTrace } from './tools/get-trace.ts'
import { overview } from './tools/overview.ts'

interface Template {
  readonly name: string
  readonly title: string
  readonly tool: Tool
}

/** What a person can attach to a conversation by its address. */
const templates: readonly Template[] = [
  { name: 'issue', title: 'An issue with its newest event', tool: getIssue },
  { name: 'trace', title: 'A trace', tool: getTrace },
]

export function registerResources(server: McpServer, begin: (uri: string) => Reading): void {
  server.registerResource(
    'overview',
    'footlight://overview',
    { title: 'What runs, what is broken, what is slow', mimeType: 'text/plain' },
    async ({ href }) => toContents(href, await overview.answer({}, begin(href))),
  )
  server.registerResource(
    'query-language',
    'footlight://query-language',
    { title: 'The query language of every tool', mimeType: 'text/plain' },
    ({ href }) => ({ contents: [{ uri: href, mimeType: 'text/plain', text: queryGuide }] }),
  )
  for (const { name, title, tool } of templates) {
    server.registerResource(
      name,
      new ResourceTemplate(`footlight://${name}/{id}`, { list: undefined }),
      { title, mimeType: 'text/plain' },
      async ({ href }, { id }) =>
        toContents(href, await tool.answer({ id: String(id) }, begin(href))),
    )
  }
}

function toContents(uri: string, { content }: CallToolResult): ReadResourceResult {
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('\n')
  return { contents: [{ uri, mimeType: 'text/plain', text }] }
}
