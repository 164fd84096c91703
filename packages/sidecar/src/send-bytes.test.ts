import { once } from 'node:events'
import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, get } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sendBytes } from './send-bytes.ts'

const SIZE = 8 << 20

let folder: string
let server: Server
let url: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'footlight-bytes-'))
  writeFileSync(join(folder, 'large.body'), Buffer.alloc(SIZE, 'x'))
  server = createServer((request, response) => {
    const file = request.url?.slice(1)
    const unsaid = { contentType: undefined, contentEncoding: undefined, filename: undefined }
    const stored = { ...unsaid, data: new Uint8Array(), file }
    void sendBytes(response, stored, { folder, name: 'a.bin' })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true })
})

test('a large body comes from its file', async () => {
  const response = await fetch(`${url}/large.body`)
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="a.bin"')
  expect((await response.arrayBuffer()).byteLength).toBe(SIZE)
})

test('a body whose file is gone is said to be, and the next one is answered', async () => {
  const response = await fetch(`${url}/gone.body`)
  expect(response.status).toBe(404)
  expect(await response.json()).toHaveProperty('failure.code', 'not-found')
  expect((await fetch(`${url}/large.body`)).status).toBe(200)
})

test.runIf(process.platform === 'linux')(
  'a reader that goes away leaves no file open',
  async () => {
    const asking = get(`${url}/large.body`)
    const [response] = (await once(asking, 'response')) as [IncomingMessage]
    await once(response, 'data')
    expect(openFiles()).toHaveLength(1)
    response.destroy()
    await vi.waitFor(() => expect(openFiles()).toEqual([]))
  },
)

/** Of the folder, which this process has open. */
function openFiles(): readonly string[] {
  return readdirSync('/proc/self/fd').filter((fd) => readLink(fd).startsWith(folder))
}

function readLink(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`)
  } catch {
    // It was the one by which the list was read.
    return ''
  }
}
