import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'

const program = fileURLToPath(new URL('../../packages/cli/dist/footlight.js', import.meta.url))

/** An agent: the official client, which also checks every answer against the tool's schema. */
export interface Agent {
  readonly client: Client
  /** The answer; its text and its structured content. */
  readonly call: (tool: string, input?: Record<string, unknown>) => Promise<ToolAnswer>
  readonly close: () => Promise<void>
}

export interface ToolAnswer {
  readonly text: string
  readonly isError: boolean
  readonly value: AnswerValue
}

/** What structured answers have; each tool has its part of it, as its schema says. */
export interface AnswerValue {
  readonly cut: readonly string[]
  readonly masked: number
  readonly total: number
  readonly next?: string
  readonly issues: readonly { readonly id: string }[]
  readonly issue: { readonly id: string }
  readonly event: AnswerEvent
  readonly traces: readonly { readonly id: string; readonly spans: number }[]
  readonly trace: { readonly spans: number }
  readonly spans: readonly {
    readonly depth: number
    readonly start_ms: number
    readonly name: string
  }[]
  readonly errors: readonly { readonly event_id: string }[]
  readonly matched: boolean
  readonly matches: readonly { readonly id: string }[]
  readonly verdict: string
  readonly pointed: readonly object[]
}

interface AnswerEvent {
  readonly id: string
  readonly exceptions: readonly {
    readonly type: string
    readonly value: string
    readonly frames: readonly {
      readonly in_app: boolean
      readonly file: string
      readonly code?: string
    }[]
  }[]
  readonly breadcrumbs: readonly { readonly at: string }[]
  readonly trace: { readonly trace_id: string }
}

export function openStdioAgent(data: string): Promise<Agent> {
  const args = [program, 'mcp', '--data', data, '--root', data]
  return open(new StdioClientTransport({ command: process.execPath, args, stderr: 'inherit' }))
}

export function openHttpAgent(url: string, token: string): Promise<Agent> {
  const requestInit = { headers: { authorization: `Bearer ${token}` } }
  return open(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit }))
}

async function open(transport: Transport): Promise<Agent> {
  const client = new Client({ name: 'test-agent', version: '1.0.0' })
  await client.connect(transport)
  // From here on the client knows the schemas of the answers, and refuses others.
  await client.listTools()
  return {
    client,
    call: async (name, input = {}) => {
      const result = (await client.callTool({ name, arguments: input })) as CallToolResult
      const text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n')
      const value = (result.structuredContent ?? {}) as unknown as AnswerValue
      return { text, isError: result.isError === true, value }
    },
    close: () => client.close(),
  }
}
