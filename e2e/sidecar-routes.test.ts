import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { takeEvents } from './sidecar/event-stream.ts'
import {
  builtProgram,
  makeFolder,
  openFootlight,
  removeFolder,
  settle,
} from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'
import { ask } from './sidecar/raw-request.ts'

let footlight: Footlight

beforeAll(async () => {
  footlight = await openFootlight({ data: makeFolder(), flags: ['--bridge', '127.0.0.2'] })
})

afterAll(async () => {
  await footlight.stop()
  removeFolder(footlight.data)
})

const page = 'http://localhost:5173'

async function send(path: string, body: BodyInit, headers = {}): Promise<Response> {
  return fetch(footlight.url + path, { method: 'POST', body, headers })
}

function toEnvelope(message: string, more: object = {}): string {
  return `{}\n{"type":"event"}\n${JSON.stringify({ message, ...more })}\n`
}

async function messages(query = ''): Promise<readonly string[]> {
  await settle(footlight)
  const { items } = await footlight.read<{ items: { message: string }[] }>('events', {
    query,
    sort: 'time',
  })
  return items.map(({ message }) => message)
}

describe('a program made for Spotlight', () => {
  test('follows the stream, and after a pause only what it missed', async () => {
    const url = `${footlight.url}/stream?token=${footlight.token}`
    const first = takeEvents(2, url)
    await send('/stream', toEnvelope('streamed 1'))
    await send('/stream', toEnvelope('streamed 2'))
    const [one, two] = await first
    expect(one?.type).toBe('application/x-sentry-envelope')
    expect(JSON.parse(one?.data ?? '')).toEqual([
      {},
      [[{ type: 'event' }, { message: 'streamed 1' }]],
    ])
    await send('/stream', toEnvelope('missed'))
    await settle(footlight)
    const [next] = await takeEvents(1, url, { 'last-event-id': two?.id ?? '' })
    expect(next?.data).toContain('missed')
    const [again] = await takeEvents(1, `${url}&base64=1`, { 'last-event-id': two?.id ?? '' })
    expect(again?.type).toBe('application/x-sentry-envelope;base64')
  })

  test('is told the id of its event, and gets that envelope back', async () => {
    const id = 'fc6d8c0c43fc4630ad850ee518f1b9d0'
    const sent = `{"event_id":"${id}"}\n{"type":"event"}\n{"message":"with an id"}\n`
    expect(await (await send('/api/1/envelope/', sent)).json()).toEqual({ id })
    await settle(footlight)
    const { items } = await footlight.read<{ items: { id: string }[] }>('envelopes', { limit: '1' })
    const kept = await fetch(`${footlight.url}/envelope/${items[0]?.id}?token=${footlight.token}`)
    expect(await kept.text()).toBe(sent)
  })

  test("finds what Django's middleware looks for", async () => {
    const head = await fetch(`${footlight.url}/assets/main.js`, { method: 'HEAD' })
    expect(head.status).toBe(200)
    const script = await fetch(`${footlight.url}/assets/main.js`, { headers: { origin: page } })
    expect(script.headers.get('content-type')).toContain('javascript')
    // It is loaded as `<script type="module" crossorigin>`.
    expect(script.headers.get('access-control-allow-origin')).toBe(page)
    const imported = /'(.+)'/.exec(await script.text())?.[1] ?? ''
    const loader = await fetch(new URL(imported, script.url), { headers: { origin: page } })
    expect(loader.status).toBe(200)
    expect(loader.headers.get('content-type')).toContain('javascript')
    expect(loader.headers.get('access-control-allow-origin')).toBe(page)
    expect(await (await fetch(footlight.url)).text()).toContain('<html>')
  })

  test('clears what it names, and nothing when it names wrongly', async () => {
    const old = Date.now() - 3_600_000
    await send('/stream?service=web', toEnvelope('of the web'))
    await send('/stream?service=api', toEnvelope('of the api'))
    await send('/stream', toEnvelope('an old one', { timestamp: old / 1000 }))
    await settle(footlight)
    const clear = async (scope: string): Promise<number> => {
      const headers = { authorization: `Bearer ${footlight.token}` }
      return (await fetch(`${footlight.url}/clear${scope}`, { method: 'DELETE', headers })).status
    }
    expect(await clear('?servise=web')).toBe(400)
    expect(await clear('?before=yesterday')).toBe(400)
    expect(await messages()).toContain('of the web')
    expect(await clear('?service=web')).toBe(200)
    expect(await messages()).not.toContain('of the web')
    expect(await messages()).toContain('of the api')
    expect(await clear('')).toBe(200)
    expect(await messages()).toEqual([])
  })
})

describe('a page', () => {
  test.each([
    ['/stream', 'content-type', 'http://localhost:5173'],
    ['/stream', 'content-type, sentry-trace, baggage', 'https://app.localhost'],
    ['/v1/traces', 'content-type, x-vendor-key', 'http://127.0.0.1:3000'],
    ['/prefix/api/7/envelope/', 'x-sentry-auth', 'http://[::1]:3000'],
    ['/api/7/upload/', 'tus-resumable, upload-length', 'http://localhost:5173'],
  ])('may ask whether it may post to %s with %s', async (path, asked, origin) => {
    const { status, text } = await ask(footlight, {
      method: 'OPTIONS',
      path,
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': asked,
        'access-control-request-private-network': 'true',
      },
    })
    expect(status).toBe(204)
    expect(text).toContain(`access-control-allow-origin: ${origin}`)
    expect(text).toContain(`access-control-allow-headers: ${asked}`)
    expect(text).toMatch(/access-control-allow-methods: .*POST/)
    expect(text).toContain('access-control-allow-private-network: true')
  })

  test('may read the answer to what it posted', async () => {
    for (const path of ['/stream', '/api/1/envelope/', '/v1/logs']) {
      const response = await send(path, '{}', { origin: page, 'content-type': 'text/plain' })
      expect(response.status).toBe(200)
      expect(response.headers.get('access-control-allow-origin')).toBe(page)
      expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    }
  })

  test('that traces its own posts is not shown them', async () => {
    const trace = '42af73573d7f4bcf87d7e8868413c0d3'
    const toSpan = (id: string, url: string, isSegment: boolean): object => ({
      name: 'POST 127.0.0.1',
      trace_id: trace,
      span_id: id.repeat(16),
      start_timestamp: Date.now() / 1000,
      end_timestamp: Date.now() / 1000 + 0.01,
      is_segment: isSegment,
      status: 'ok',
      attributes: {
        'sentry.op': { type: 'string', value: 'http.client' },
        'url.full': { type: 'string', value: url },
      },
    })
    const port = new URL(footlight.url).port
    const items = [
      toSpan('a', `${footlight.url}/stream`, true),
      toSpan('b', `http://localhost:${port}/stream`, true),
      toSpan('c', `http://[::1]:${port}/api/1/envelope/?sentry_key=x`, false),
      toSpan('d', 'http://localhost:5173/__footlight/k/x/stream', true),
      toSpan('e', 'http://localhost:5173/api/stream', false),
    ]
    const type = 'application/vnd.sentry.items.span.v2+json'
    const body = `{}\n{"type":"span","item_count":5,"content_type":"${type}"}\n${JSON.stringify({ version: 2, items })}\n`
    await send('/stream', body)
    await settle(footlight)
    const spans = await footlight.read<{ items: { spanId: string }[] }>('spans', {
      query: `trace:${trace}`,
    })
    expect(spans.items.map(({ spanId }) => spanId)).toEqual(['e'.repeat(16)])
    const { counts } = await footlight.read<{ counts: Record<string, number> }>('health')
    expect(counts['spans']).toBe(1)
  })
})

describe('OpenTelemetry', () => {
  test.each(['/v1/traces', '/v1/logs', '/v1/metrics', '/api/1/integration/otlp/v1/traces/'])(
    'is answered in its own type at %s',
    async (path) => {
      const json = await send(path, '{}', { 'content-type': 'application/json' })
      expect([json.status, await json.text()]).toEqual([200, '{}'])
      expect(json.headers.get('content-type')).toBe('application/json')
      const protobuf = await send(path, '', { 'content-type': 'application/x-protobuf' })
      expect([protobuf.status, await protobuf.text()]).toEqual([200, ''])
      expect(protobuf.headers.get('content-type')).toBe('application/x-protobuf')
    },
  )
})

describe('a file that comes by resumable upload', () => {
  const tus = { 'tus-resumable': '1.0.0' }

  test('is the file of the item that refers to it', async () => {
    const file = Buffer.alloc(3_000_000, 'footlight ')
    const begun = await fetch(`${footlight.url}/api/1/upload/`, {
      method: 'POST',
      headers: { ...tus, 'upload-length': String(file.length) },
    })
    expect(begun.status).toBe(201)
    const location = begun.headers.get('location') ?? ''
    const half = 1_200_000
    for (const [offset, piece] of [
      [0, file.subarray(0, half)],
      [half, file.subarray(half)],
    ] as const) {
      const head = await fetch(footlight.url + location, { method: 'HEAD', headers: tus })
      expect(head.headers.get('upload-offset')).toBe(String(offset))
      const patched = await fetch(footlight.url + location, {
        method: 'PATCH',
        headers: {
          ...tus,
          'content-type': 'application/offset+octet-stream',
          'upload-offset': String(offset),
        },
        body: piece,
      })
      expect(patched.status).toBe(204)
    }
    const header = {
      type: 'attachment',
      filename: 'screen.mp4',
      content_type: 'application/vnd.sentry.attachment-ref+json',
      attachment_length: file.length,
    }
    const reference = JSON.stringify({
      location: footlight.url + location,
      content_type: 'video/mp4',
    })
    await send('/stream', `{}\n${JSON.stringify(header)}\n${reference}\n`)
    await settle(footlight)
    const { items } = await footlight.read<{ items: { id: string; size: number }[] }>(
      'attachments',
      { query: 'filename:screen.mp4' },
    )
    expect(items).toMatchObject([{ size: file.length, contentType: 'video/mp4' }])
    const raw = await footlight.get(`attachments/${items[0]?.id}/raw`)
    expect(raw.headers.get('content-disposition')).toContain('screen.mp4')
    expect(Buffer.from(await raw.arrayBuffer()).equals(file)).toBe(true)
  })

  test.each([
    ['at a place where it does not go on', 'upload-offset', '7', 409],
    ['that nobody began', 'location', '/api/1/upload/0123456789abcdef0123456789abcdef/', 404],
  ])('%s is refused', async (_sentence, name, value, status) => {
    const begun = await fetch(`${footlight.url}/api/1/upload/`, {
      method: 'POST',
      headers: { ...tus, 'upload-length': '10' },
    })
    const location = name === 'location' ? value : (begun.headers.get('location') ?? '')
    const patched = await fetch(footlight.url + location, {
      method: 'PATCH',
      headers: { ...tus, 'upload-offset': '0', [name]: value },
      body: 'x',
    })
    expect(patched.status).toBe(status)
  })
})

describe('containers', () => {
  test('send to the address that is for them, and only that', async () => {
    const { port } = new URL(footlight.url)
    const bridge = { ...footlight, url: `http://127.0.0.2:${port}` }
    const headers = { host: `host.docker.internal:${port}` }
    const body = toEnvelope('from a container')
    const sent = await ask(bridge, { method: 'POST', path: '/stream', headers, body })
    expect(sent.status).toBe(200)
    expect(await messages('container')).toEqual(['from a container'])
    for (const path of ['/health', '/', '/__footlight/api/events', '/__footlight/panel/', '/mcp']) {
      const authorization = `Bearer ${footlight.token}`
      const { status, text } = await ask(bridge, {
        method: 'GET',
        path,
        headers: { authorization, host: `127.0.0.2:${port}` },
      })
      expect(status).toBe(403)
      expect(text).toContain('access-bridge')
    }
  })
})

describe('two at once', () => {
  const open: Footlight[] = []
  const folders: string[] = []

  afterEach(async () => {
    for (const other of open.splice(0)) await other.stop()
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  })

  async function start(flags: readonly string[] = [], data = makeFolder()): Promise<Footlight> {
    folders.push(data)
    const other = await openFootlight({ data, flags })
    open.push(other)
    return other
  }

  interface Health {
    readonly pid: number
    readonly notices: readonly { readonly code: string; readonly text: string }[]
  }

  test('of the same project are one', async () => {
    const first = await start()
    const [{ url, pid, joined }, code] = await startAndEnd(first.data)
    expect([url, pid, joined, code]).toEqual([first.url, first.process.pid, true, 0])
  })

  test('that start at the same moment are one as well', async () => {
    const data = makeFolder()
    const [one, other] = await Promise.all([start([], data), start([], data)])
    expect(one.url).toBe(other.url)
    const exits = [one, other].filter(({ process: { exitCode } }) => exitCode !== null)
    expect(exits.length).toBeLessThanOrEqual(1)
  })

  test.each([
    ['another project', "another project's Footlight"],
    ['another program', "another program's"],
  ])('where %s has the port, the next one is taken and told', async (who, said) => {
    const port = await (who === 'another project' ? portOfFootlight() : portOfStranger())
    const second = await start(['--port', String(port)])
    expect(Number(new URL(second.url).port)).toBeGreaterThan(port)
    await expect.poll(() => second.complaints()).toContain(`Port ${port} is ${said}`)
    const { notices } = await second.read<Health>('health')
    expect(notices).toMatchObject([{ code: 'port-taken' }])
  })

  async function portOfFootlight(): Promise<number> {
    return Number(new URL((await start()).url).port)
  }

  async function portOfStranger(): Promise<number> {
    const server = createServer((socket) => socket.end('220 not HTTP\r\n'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    open.push({ stop: () => Promise.resolve(server.close()) } as unknown as Footlight)
    return (server.address() as AddressInfo).port
  }

  test('of two versions the newer one takes over, with port and data', async () => {
    const data = makeFolder()
    folders.push(data)
    const older = await openFootlight({ data, program: makeOlderProgram() })
    open.push(older)
    await fetch(`${older.url}/stream`, { method: 'POST', body: toEnvelope('sent to the older') })
    const newer = await start([], data)
    expect(newer.url).toBe(older.url)
    expect(newer.token).toBe(older.token)
    expect(newer.process.exitCode).toBeNull()
    await expect.poll(() => older.process.exitCode).toBe(0)
    await settle(newer)
    const { items } = await newer.read<{ items: { message: string }[] }>('events')
    expect(items.map(({ message }) => message)).toEqual(['sent to the older'])
  })

  test('an older one joins a newer one, and says what to run', async () => {
    const newer = await start()
    const [{ joined }, code, complaints] = await startAndEnd(newer.data, makeOlderProgram())
    expect([joined, code]).toEqual([true, 0])
    expect(complaints).toContain('npm install --save-dev footlight@latest')
    expect(newer.process.exitCode).toBeNull()
  })

  test('a reader that is newer than the sidecar is told what to run', async () => {
    const { url, token } = await start()
    const socket = new WebSocket(`${url.replace('http', 'ws')}/__footlight/wire?token=${token}`)
    await once(socket, 'open')
    const answer = once(socket, 'message')
    socket.send(JSON.stringify({ type: 'hello', version: 99, reader: 'test', session: 's' }))
    expect(JSON.parse(String((await answer)[0]))).toMatchObject({
      type: 'failure',
      failure: { code: 'version', fix: expect.stringContaining('npx footlight') as string },
    })
    socket.close()
  })

  interface Joined {
    readonly url: string
    readonly pid: number
    readonly joined?: boolean
  }

  /** Starts one that has nothing to stay for. */
  async function startAndEnd(
    data: string,
    program = builtProgram,
  ): Promise<readonly [Joined, number | null, string]> {
    const child = spawn(process.execPath, [program, '--data', data, '--root', data, '--json'])
    let output = ''
    let complaints = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
    const [code] = (await once(child, 'close')) as [number | null]
    return [JSON.parse(output) as Joined, code, complaints]
  }

  /** The same program under an older number; beside the packages that it needs. */
  function makeOlderProgram(): string {
    const folder = mkdtempSync(resolve('node_modules/.older-'))
    folders.push(folder)
    const built = dirname(builtProgram)
    cpSync(built, folder, { recursive: true })
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
      const path = join(folder, name)
      const text = readFileSync(path, 'utf8')
      writeFileSync(path, text.replaceAll(/(version: )"\d+\.\d+\.\d+"/g, '$1"0.0.1"'))
    }
    return join(folder, 'footlight.js')
  }
})
