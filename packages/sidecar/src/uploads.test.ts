import { once } from 'node:events'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createServer, request } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Intake } from './intake.ts'
import { createUploads, toUploadRoute } from './uploads.ts'

type Kept = Parameters<Intake['keep']>

let folder = ''
let server: Server
let url = ''
let kept: Kept[] = []
let ids = 0

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'footlight-uploads-'))
  kept = []
  ids = 0
  const intake: Pick<Intake, 'folder' | 'keep'> = {
    folder,
    keep: (...arrival) => {
      kept.push(arrival)
      return Promise.resolve(undefined)
    },
  }
  const nextId = (): string => String(++ids).padStart(32, '0')
  const uploads = createUploads(intake as Intake, nextId, Date.now)
  const handle: RequestListener = async (asked, response) => {
    const route = toUploadRoute((asked.url ?? '').replace(/\/$/, ''))
    if (route === undefined) response.writeHead(418).end()
    else await uploads.handle(asked, response, route).catch(() => response.destroy())
  }
  server = createServer(handle).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true })
})

function begin(size: number, headers = {}, body?: string): Promise<Response> {
  const init = { method: 'POST', headers: { 'upload-length': String(size), ...headers } }
  return fetch(`${url}/api/7/upload/`, body === undefined ? init : { ...init, body })
}

function go(location: string, offset: number, body: string): Promise<Response> {
  return fetch(url + location, {
    method: 'PATCH',
    headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body,
  })
}

async function offsetOf(location: string): Promise<string | null> {
  return (await fetch(url + location, { method: 'HEAD' })).headers.get('upload-offset')
}

test('a file in one request is kept at once', async () => {
  const metadata = `filename ${btoa('a.txt')},sentry ${btoa('{"trace_id":"t"}')},__proto__ ${btoa('x')}`
  const response = await begin(5, { 'upload-metadata': metadata }, 'hello')
  expect([response.status, response.headers.get('upload-offset')]).toEqual([201, '5'])
  expect(response.headers.get('location')).toBe(`/api/7/upload/${'1'.padStart(32, '0')}/`)
  const [facts, body] = kept[0] ?? []
  expect(facts).toMatchObject({ format: 'upload', project: '7' })
  expect(facts?.parameters).toEqual({
    filename: 'a.txt',
    sentry: '{"trace_id":"t"}',
    location: '1'.padStart(32, '0'),
  })
  expect(body).toMatchObject({ type: 'file', size: 5 })
  const file = body?.type === 'file' ? body.file : ''
  expect(readFileSync(join(folder, file), 'utf8')).toBe('hello')
})

test('a file of nothing is one as well', async () => {
  expect((await begin(0)).status).toBe(201)
  expect(kept[0]?.[1]).toMatchObject({ type: 'file', size: 0 })
})

test('pieces are put together, in their order only', async () => {
  const location = (await begin(10)).headers.get('location') ?? ''
  expect((await go(location, 0, 'hello')).status).toBe(204)
  expect((await go(location, 0, 'again')).status).toBe(409)
  expect(await offsetOf(location)).toBe('5')
  expect(kept).toHaveLength(0)
  expect((await go(location, 5, 'world')).status).toBe(204)
  expect(kept).toHaveLength(1)
  expect((await fetch(url + location, { method: 'HEAD' })).status).toBe(404)
})

test('who is cut off goes on where it was', async () => {
  const location = (await begin(10)).headers.get('location') ?? ''
  const headers = { 'upload-offset': '0', 'content-length': '10' }
  const sending = request(url + location, { method: 'PATCH', headers })
  sending.on('error', () => undefined)
  sending.write('hello')
  await expect.poll(() => offsetOf(location)).toBe('5')
  // Nobody else may go on meanwhile.
  expect((await go(location, 5, 'world')).status).toBe(409)
  sending.destroy()
  await expect.poll(async () => (await go(location, 5, 'world')).status).toBe(204)
  expect(kept).toHaveLength(1)
})

test.each([
  ['more than was announced', 5, 'hello world', 413],
  ['too much to be an attachment', 300 * 1024 * 1024, undefined, 413],
  ['a size that is none', -1, undefined, 400],
])('%s is refused', async (_sentence, size, body, status) => {
  expect((await begin(size, {}, body)).status).toBe(status)
  expect(kept).toHaveLength(0)
})

test('who begins and never goes on does not fill the disk', async () => {
  const first = (await begin(10, {}, 'hello')).headers.get('location') ?? ''
  for (let index = 0; index < 120; index++) await begin(10)
  expect((await fetch(url + first, { method: 'HEAD' })).status).toBe(404)
  expect(readdirSync(folder).length).toBeLessThanOrEqual(100)
  const large = (await begin(190 << 20)).headers.get('location') ?? ''
  for (let index = 0; index < 6; index++) await begin(190 << 20)
  expect((await fetch(url + large, { method: 'HEAD' })).status).toBe(404)
})

test('what nobody went on with is removed at the next start', () => {
  const old = join(folder, 'old.upload')
  const recent = join(folder, 'recent.upload')
  for (const path of [old, recent]) writeFileSync(path, 'x')
  utimesSync(old, 0, 0)
  createUploads({ folder } as Intake, () => '', Date.now)
  expect([existsSync(old), existsSync(recent)]).toEqual([false, true])
})

describe('the address of an upload', () => {
  test.each([
    ['/api/7/upload', { prefix: '/api/7/upload', project: '7', id: undefined }],
    ['/a/b/api/0/upload', { prefix: '/a/b/api/0/upload', project: '0', id: undefined }],
    [
      `/api/7/upload/${'a'.repeat(32)}`,
      { prefix: '/api/7/upload', project: '7', id: 'a'.repeat(32) },
    ],
    ['/api/7/upload/../../etc/passwd', undefined],
    ['/api/7/upload/aa', undefined],
    ['/upload', undefined],
  ])('%s', (path, route) => {
    expect(toUploadRoute(path)).toEqual(route)
  })
})
