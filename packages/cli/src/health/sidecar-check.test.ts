import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toRootId } from 'sidecar'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkSidecar } from './sidecar-check.ts'

let project = { root: '', data: '' }
let port = 0
let said = ''
const server = createServer((_request, response) => response.end(said))

beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'footlight-sidecar-check-'))
  project = { root: folder, data: folder }
  await once(server.listen(0, '127.0.0.1'), 'listening')
  port = (server.address() as AddressInfo).port
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
  rmSync(project.data, { recursive: true })
})

const presence = (root: string): string =>
  JSON.stringify({ name: 'footlight', version: '1.2.3', root })

test('nobody listens, and the port is free', async () => {
  server.close()
  const [check] = await checkSidecar(project, undefined, port)
  expect(check).toMatchObject({ state: 'warning', text: 'No sidecar runs for this project.' })
})

test('another program has the port', async () => {
  said = '<html>'
  const [check] = await checkSidecar(project, undefined, port)
  expect(check).toMatchObject({ state: 'bad' })
  expect(check?.text).toContain(`port ${port}, where SDKs look, is another program's`)
})

test('the Footlight of another project has the port', async () => {
  said = presence('another')
  const [check] = await checkSidecar(project, undefined, port)
  expect(check?.text).toContain('the Footlight 1.2.3 of another project')
})

test('the sidecar of this project keeps what comes elsewhere', async () => {
  said = presence(toRootId(project.root))
  const [check] = await checkSidecar(project, undefined, port)
  expect(check).toMatchObject({ state: 'bad' })
  expect(check?.fix).toContain('--data')
})

test('a process that has the folder, and does not answer, is named', async () => {
  const owner = { pid: process.ppid, startedAt: 1, url: `http://127.0.0.1:${port}` }
  writeFileSync(join(project.data, 'owner.json'), JSON.stringify(owner))
  const [check] = await checkSidecar(project, undefined, port)
  expect(check).toMatchObject({ state: 'bad' })
  expect(check?.fix).toContain(`kill ${process.ppid}`)
})

test('one that runs where SDKs look is all there is to say', async () => {
  const running = { url: `http://127.0.0.1:${port}`, token: 'x' }
  const checks = await checkSidecar(project, running, port)
  expect(checks.map(({ state }) => state)).toEqual(['good'])
})

test('one that runs elsewhere is told of, and what SDKs have to be told', async () => {
  said = 'no sidecar'
  const running = { url: 'http://127.0.0.1:9', token: 'x' }
  const [, second] = await checkSidecar(project, running, port)
  expect(second).toMatchObject({ state: 'warning' })
  expect(second?.text).toContain("another program's")
  expect(second?.fix).toContain('SENTRY_SPOTLIGHT=http://127.0.0.1:9/stream')
})
