import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStaticFiles } from './static-files.ts'

let folder = ''
let server: Server
let port = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'footlight-files-'))
  mkdirSync(join(folder, 'assets/panel/assets'), { recursive: true })
  writeFileSync(join(folder, 'token'), 'secret')
  writeFileSync(join(folder, 'assets/index.html'), '<html>panel</html>')
  writeFileSync(join(folder, 'assets/loader.js'), 'loader()')
  writeFileSync(join(folder, 'assets/.hidden'), 'secret')
  writeFileSync(join(folder, 'assets/panel/assets/main-A1b2C3d4.js'), 'main()')
  const files = createStaticFiles(join(folder, 'assets'))
  const sendOrRefuse: RequestListener = async (request, response) => {
    if (!(await files.send(request, response, request.url ?? ''))) response.writeHead(404).end()
  }
  server = createServer(sendOrRefuse).listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

/** `fetch` would tidy the path. */
async function ask(path: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
  let answer = ''
  for await (const chunk of socket) answer += String(chunk)
  return answer
}

test('a file is sent, one with a hash in its name for ever', async () => {
  expect(await ask('/loader.js')).toContain('loader()')
  const main = await ask('/panel/assets/main-A1b2C3d4.js')
  expect(main).toContain('main()')
  expect(main.toLowerCase()).toContain('immutable')
})

test('a page may run only what is ours', async () => {
  const answer = (await ask('/index.html')).toLowerCase()
  expect(answer).toContain("content-security-policy: default-src 'self'")
  expect(answer).toContain('x-content-type-options: nosniff')
})

test.each([
  '/../token',
  '/%2e%2e/token',
  '/..%2ftoken',
  '/..\\token',
  '/assets/../../token',
  '/panel/../../token',
  '//token',
  '/./../token',
  '/.hidden',
  '/%00',
])('%s is nothing that is sent', async (path) => {
  expect(await ask(path)).not.toContain('secret')
})

test('without a build there are no files', async () => {
  const none = createStaticFiles(join(folder, 'nowhere'))
  const request = {} as Parameters<typeof none.send>[0]
  expect(await none.send(request, {} as Parameters<typeof none.send>[1], '/')).toBe(false)
})
