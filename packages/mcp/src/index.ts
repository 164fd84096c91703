export { createMcpMount } from './http-mount.ts'
export type { McpClient } from './reading.ts'
export type { McpServerOptions } from './server.ts'
export { serveStdio } from './stdio.ts'
