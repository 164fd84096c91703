import type { IncomingMessage, ServerResponse } from 'node:http'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { readClientName, readSessionId, toSessionId } from './agent-session.ts'
import { createMcpServer } from './server.ts'
import type { McpServerOptions } from './server.ts'

/**
 * MCP over Streamable HTTP. Every request has a server of its own and nothing is kept between two:
 * an agent's session outlives a restart of the sidecar, and none can be forgotten.
 *
 * @see https://modelcontextprotocol.io/specification/2025-11-25/basic/transports
 */
export function createMcpMount(
  options: McpServerOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    if (request.method !== 'POST') {
      // Without sessions there is nothing to listen to and nothing to end.
      response.writeHead(405, { allow: 'POST' })
      response.end()
      return
    }
    void answer(options, request, response)
  }
}

/** No question of an agent is longer. */
const BODY_LIMIT = 4 << 20

async function answer(
  options: McpServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const message = await readMessage(request)
  if (message === undefined) {
    response.writeHead(400, { 'content-type': 'application/json' })
    response.end(
      '{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"No JSON of at most 4 MB."}}',
    )
    return
  }
  const named = readClientName(message)
  if (named !== undefined) response.setHeader('mcp-session-id', toSessionId(named))
  const agent = named ?? readSessionId(single(request.headers['mcp-session-id']))
  const server = createMcpServer({ ...options, agent })
  const transport = new StreamableHTTPServerTransport()
  response.once('close', () => void server.close())
  try {
    await server.connect(transport)
    await transport.handleRequest(request, response, message)
  } catch {
    if (!response.headersSent) response.writeHead(500)
    response.end()
  }
}

async function readMessage(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request) {
      if (!(chunk instanceof Uint8Array)) return undefined
      size += chunk.length
      if (size > BODY_LIMIT) return undefined
      chunks.push(chunk)
    }
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    return undefined
  }
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
