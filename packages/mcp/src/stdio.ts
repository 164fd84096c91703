import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { createMcpServer } from './server.ts'
import type { McpServerOptions } from './server.ts'

/** Serves the agent at the other end of standard input and output until it goes away. */
export async function serveStdio(options: McpServerOptions): Promise<void> {
  const server = createMcpServer(options)
  // The transport does not notice the end of its input.
  const ended = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve)
    process.stdin.once('close', resolve)
  })
  await server.connect(new StdioServerTransport())
  await ended
  await server.close()
}
