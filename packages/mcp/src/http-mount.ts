import type { IncomingMessage, ServerResponse } from 'node:http'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
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

async function answer(
  options: McpServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const agent = request.headers['user-agent']?.split(/[/\s]/, 1)[0]
  const server = createMcpServer({ ...options, agent })
  const transport = new StreamableHTTPServerTransport()
  response.once('close', () => void server.close())
  try {
    await server.connect(transport)
    await transport.handleRequest(request, response)
  } catch {
    if (!response.headersSent) response.writeHead(500)
    response.end()
  }
}
