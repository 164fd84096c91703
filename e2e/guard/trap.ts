import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server in production's place, that remembers what reached it. */
export interface Trap {
  readonly host: string
  readonly dsn: string
  readonly received: readonly string[]
  readonly close: () => Promise<void>
}

export async function openTrap(project = '42'): Promise<Trap> {
  const received: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push(`${request.method} ${request.url}\n${Buffer.concat(chunks).toString('latin1')}`)
      response.setHeader('access-control-allow-origin', '*')
      response.setHeader('access-control-allow-headers', '*')
      response.end('{}')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const host = `127.0.0.1:${port}`
  return {
    host,
    dsn: `http://public@${host}/${project}`,
    received,
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
