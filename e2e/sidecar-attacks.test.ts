import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { toArrivalFrame } from 'protocol'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { bombs } from './sidecar/bombs.ts'
import { makeFolder, openFootlight, removeFolder, settle } from './sidecar/footlight.ts'
import type { Footlight } from './sidecar/footlight.ts'
import { observe } from './sidecar/observer.ts'
import type { Observer } from './sidecar/observer.ts'
import { ask, openSocket, sendRaw } from './sidecar/raw-request.ts'
import { listRoutes } from './sidecar/routes.ts'
import type { Route } from './sidecar/routes.ts'
import { expectWell } from './sidecar/vital-signs.ts'

let footlight: Footlight
let observer: Observer
let routes: readonly Route[] = []

/** Each kind of attack meets a sidecar of its own, and is measured. */
function describeAttack(name: string, attack: () => void): void {
  describe(name, () => {
    beforeAll(async () => {
      footlight = await openFootlight({ data: makeFolder() })
      routes = await listRoutes(footlight)
      await sendEvent('before everything')
      await settle(footlight)
      observer = observe(footlight.url, footlight.process.pid)
      console.log(`${name}\n   MB  p50  p90  max  slow   (milliseconds of /health)`)
    })

    afterEach(async ({ task }) => {
      await settle(footlight)
      expectWell(await observer.take(), task.name)
    })

    afterAll(async () => {
      expect(await countOf('"before everything"')).toBe(1)
      observer.close()
      expect(await footlight.stop()).toBe(0)
      removeFolder(footlight.data)
    })

    attack()
  })
}

const evil = 'http://evil.example'

function toEnvelope(message: string): string {
  return `{}\n{"type":"event"}\n${JSON.stringify({ message })}\n`
}

async function sendEvent(message: string): Promise<void> {
  const { status } = await ask(footlight, {
    method: 'POST',
    path: '/stream',
    body: toEnvelope(message),
  })
  expect(status).toBe(200)
}

async function countOf(query: string): Promise<number> {
  return (await footlight.read<{ total: number }>('events', { query })).total
}

interface Envelope {
  readonly id: string
  readonly problems: readonly { readonly code: string }[]
}

async function newestEnvelope(): Promise<Envelope | undefined> {
  await settle(footlight)
  const { items } = await footlight.read<{ items: Envelope[] }>('envelopes', { limit: '1' })
  return items[0]
}

const openPaths = ['/', '/health', '/stream', '/api/1/envelope/', '/v1/traces', '/assets/main.js']

/** Even with every secret. */
function trusted(): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${footlight.token}`, 'content-type': 'application/json' }
}

/** A POST whose body comes piece by piece; whether there is still somebody who takes it. */
function sendPieces(
  produce: (write: (piece: Uint8Array) => Promise<boolean>) => Promise<void>,
): Promise<number> {
  const sending = request(`${footlight.url}/stream`, { method: 'POST', agent: false })
  let isOpen = true
  let goOn: (() => void) | undefined
  sending.on('drain', () => goOn?.())
  const answered = new Promise<number>((resolve) => {
    sending.on('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sending.on('close', () => {
      isOpen = false
      goOn?.()
      resolve(0)
    })
    sending.on('error', () => undefined)
  })
  const write = async (piece: Uint8Array): Promise<boolean> => {
    if (isOpen && !sending.write(piece)) {
      await new Promise<void>((resolve) => {
        goOn = resolve
      })
    }
    return isOpen
  }
  void produce(write).then(() => sending.end())
  return answered
}

function openWire(): Promise<WebSocket> {
  const address = `${footlight.url.replace('http', 'ws')}/__footlight/wire?token=${footlight.token}`
  const socket = new WebSocket(address)
  socket.on('error', () => undefined)
  return new Promise((resolve) => {
    socket.once('open', () => resolve(socket))
    socket.once('close', () => resolve(socket))
  })
}

describeAttack('a stranger', () => {
  const secrets: readonly (readonly [string, () => Readonly<Record<string, string>>])[] = [
    ['without a token', () => ({})],
    ['with a wrong token', () => ({ authorization: 'Bearer 00000000000000000000000000000000' })],
    ['with an empty token', () => ({ authorization: 'Bearer ' })],
    ['with the token as a cookie', () => ({ cookie: `token=${footlight.token}` })],
    ['with a name and password', () => ({ authorization: `Basic ${btoa(`${footlight.token}:`)}` })],
  ]

  test.each(secrets)('%s reads and changes nothing on any route', async (_sentence, toHeaders) => {
    const wrong: string[] = []
    for (const { method, path } of routes) {
      const headers = { 'content-type': 'application/json', ...toHeaders() }
      const { status } = await ask(footlight, { method, path, headers })
      if (status !== 401) wrong.push(`${method} ${path}: ${status}`)
    }
    expect(wrong).toEqual([])
  })

  test('learns that there is a sidecar, and whose, but nothing of it', async () => {
    const response = await fetch(`${footlight.url}/health`)
    const said = (await response.json()) as { readonly root: string }
    expect(Object.keys(said).toSorted()).toEqual(['name', 'root', 'version'])
    expect(said.root).toMatch(/^[0-9a-f]{16}$/)
  })

  test.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'who calls the sidecar by another name gets nothing by %s',
    async (method) => {
      const all = [...routes.map(({ path }) => path), ...openPaths]
      const wrong: string[] = []
      for (const path of new Set(all)) {
        for (const host of ['evil.example', 'localhost.evil.example:80', '[::2]', '']) {
          const { status } = await ask(footlight, { method, path, headers: { ...trusted(), host } })
          if (status !== 403) wrong.push(`${method} ${path} at ${host}: ${status}`)
        }
      }
      expect(wrong).toEqual([])
      expect(await countOf('stranger')).toBe(0)
    },
  )

  test('without any Host gets nothing', async () => {
    const { status } = await sendRaw(footlight, 'GET /health HTTP/1.0\r\n\r\n')
    expect(status).toBe(403)
  })

  test.each(['GET', 'POST', 'DELETE', 'OPTIONS'])(
    'on a page of another site gets nothing by %s',
    async (method) => {
      const wrong: string[] = []
      for (const path of [...routes.map((route) => route.path), ...openPaths]) {
        for (const origin of [evil, 'null', 'https://localhost.evil.example']) {
          const { status, text } = await ask(footlight, {
            method,
            path,
            headers: { ...trusted(), origin },
            body: method === 'POST' ? toEnvelope('stranger') : '',
          })
          if (status !== 403 || /access-control-allow-origin/i.test(text))
            wrong.push(`${method} ${path} from ${origin}: ${status}`)
        }
      }
      expect(wrong).toEqual([])
      await settle(footlight)
      expect(await countOf('stranger')).toBe(0)
    },
  )

  test('on a page of another site sends nothing with an image', async () => {
    const event = encodeURIComponent(JSON.stringify({ message: 'stranger' }))
    for (const referer of [undefined, `${evil}/page`]) {
      const { status } = await ask(footlight, {
        method: 'GET',
        path: `/api/1/store/?sentry_data=${event}`,
        headers: { 'sec-fetch-site': 'cross-site', ...(referer && { referer }) },
      })
      expect(status).toBe(403)
    }
    await settle(footlight)
    expect(await countOf('stranger')).toBe(0)
  })

  test.each([
    ['without a token', {}, '', '401'],
    ['with a wrong token', {}, '?token=wrong', '401'],
    ['of another site', { origin: evil }, '?right', '403'],
    ['of another local page', { origin: 'http://localhost:5173' }, '?right', '403'],
    ['at another name', { host: 'evil.example' }, '?right', '403'],
  ])('opens no WebSocket %s', async (_sentence, headers, query, status) => {
    const secret = query.replace('right', `token=${footlight.token}`)
    const address = `${footlight.url.replace('http', 'ws')}/__footlight/wire${secret}`
    const socket = new WebSocket(address, { headers })
    const [error] = (await once(socket, 'error')) as [Error]
    expect(error.message).toContain(status)
  })

  test.each([
    '/../../../../../../etc/passwd',
    '/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2f..%2f..%2fetc%2fpasswd',
    '/..\\..\\..\\..\\etc\\passwd',
    '/assets/....//....//....//etc/passwd',
    '/%00/etc/passwd',
    '/%',
    '//etc/passwd',
    '/token',
    '/../token',
  ])('gets no file from outside at /__footlight%s', async (path) => {
    for (const prefix of ['/__footlight', '/__footlight/api/envelopes', '/envelope']) {
      const { text } = await ask(footlight, { method: 'GET', path: prefix + path })
      expect(text).not.toContain('root:')
      expect(text).not.toContain(footlight.token)
      const known = await ask(footlight, { method: 'GET', path: prefix + path, headers: trusted() })
      expect(known.text).not.toContain('root:')
      expect(known.text).not.toContain(footlight.token)
      expect(known.status).toBeLessThan(500)
    }
  })
})

describeAttack('a body that is too much', () => {
  test.each(bombs)('%s is kept as it came, and does not go off', async (_sentence, bomb) => {
    const { path, headers, body, problem } = bomb()
    const response = await fetch(footlight.url + path, { method: 'POST', headers, body })
    expect(response.ok).toBe(true)
    const envelope = await newestEnvelope()
    expect(envelope?.problems.map(({ code }) => code)[0]).toBe(problem)
    const raw = await footlight.get(`envelopes/${envelope?.id}/raw`)
    expect(Buffer.from(await raw.arrayBuffer()).equals(body)).toBe(true)
    await sendEvent('after a bomb')
  })

  const million = 1_000_000

  test.each([
    [
      'an attachment of 100 MB',
      [`{}\n{"type":"attachment","filename":"a","length":${100 * million}}\n`, '\n'],
    ],
    ['a text of 100 MB', ['{}\n{"type":"event"}\n{"message":"', '"}\n']],
    ['a header of 100 MB', ['{"event_id":"', '"}\n{"type":"event"}\n{}\n']],
    ['100 MB that are nothing', ['', '']],
  ])('%s is kept', async (_sentence, [before = '', after = '']) => {
    const sent = before.length + 100 * million + after.length
    const status = await sendPieces(async (write) => {
      await write(Buffer.from(before))
      for (let mb = 0; mb < 100; mb++) await write(Buffer.alloc(million, 97))
      await write(Buffer.from(after))
    })
    expect(status).toBe(200)
    const envelope = await newestEnvelope()
    const raw = await footlight.get(`envelopes/${envelope?.id}/raw`)
    let received = 0
    for await (const chunk of raw.body ?? []) received += (chunk as Uint8Array).length
    expect(received).toBe(sent)
  })

  test('a body without an end is left, told and counted, and leaves nothing on the disk', async () => {
    const piece = Buffer.alloc(million, 97)
    const status = await sendPieces(async (write) => {
      for (;;) if (!(await write(piece))) return
    })
    expect(status).toBe(413)
    await expect
      .poll(async () => (await footlight.read<{ lost: object[] }>('health')).lost)
      .toContainEqual(expect.objectContaining({ reason: 'body larger than the limit' }))
    const files = readdirSync(join(footlight.data, 'log')).filter((name) => name.endsWith('.body'))
    // Those of 100 MB that were sent whole.
    expect(files).toHaveLength(4)
  })
})

describeAttack('too much of everything else', () => {
  test.each([
    ['100,000 levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['100,000 levels of objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['100,000 levels without an end', '['.repeat(100_000)],
  ])('%s are read as far as they can be', async (_sentence, deep) => {
    const bodies: readonly (readonly [string, string, string])[] = [
      [
        '/stream',
        'application/x-sentry-envelope',
        `{}\n{"type":"event"}\n{"extra":{"a":${deep}}}\n`,
      ],
      ['/stream', 'application/x-sentry-envelope', `{"trace":${deep}}\n{"type":"event"}\n{}\n`],
      ['/api/1/store/', 'application/json', `{"contexts":${deep}}`],
      ['/v1/traces', 'application/json', `{"resourceSpans":${deep}}`],
      ['/drain/json', 'application/json', deep],
      ['/__footlight/api/clear', 'application/json', `{"service":${deep}}`],
    ]
    for (const [path, type, body] of bodies) {
      const headers = { 'content-type': type, authorization: `Bearer ${footlight.token}` }
      const response = await fetch(footlight.url + path, { method: 'POST', headers, body })
      expect(response.status).toBeLessThan(500)
    }
    const items = ['events', 'envelopes', 'logs']
    for (const path of items) expect((await footlight.get(path)).status).toBe(200)
  })

  test('a header flood is refused, a long header is read', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `x-${index}: a\r\n`).join('')
    const long = `x-sentry-auth: Sentry ${'a'.repeat(60_000)}\r\n`
    const host = new URL(footlight.url).host
    const start = `POST /stream HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nContent-Length: 0\r\n`
    expect((await sendRaw(footlight, `${start}${many}\r\n`)).status).toBe(431)
    expect((await sendRaw(footlight, `${start}x-a: ${'a'.repeat(100_000)}\r\n\r\n`)).status).toBe(
      431,
    )
    const begin = performance.now()
    expect((await sendRaw(footlight, `${start}${long}\r\n`)).status).toBe(200)
    expect(performance.now() - begin).toBeLessThan(1000)
  })

  test.each([
    ['nothing', ''],
    ['half a header', 'POST /stream HTTP/1.1\r\nHost: localhost\r\n'],
    ['half a body', 'POST /stream HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{}'],
  ])('1,200 senders that send %s keep nobody out', async (_sentence, text) => {
    const sockets = new Set<Socket>()
    let closed = 0
    for (let index = 0; index < 1200; index++) {
      const socket = openSocket(footlight)
      socket.once('close', () => closed++)
      sockets.add(socket)
      await once(socket, 'connect')
      socket.write(text)
    }
    await expect.poll(() => closed, { timeout: 10_000 }).toBeGreaterThanOrEqual(1200 - 256)
    await sendEvent('beside senders that never finish')
    for (const socket of sockets) socket.destroy()
  })
})

describeAttack('names of objects', () => {
  test('are names like others', async () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']
    for (const name of names) {
      const fields = `"${name}":{"isAdmin":true,"${name}":{"a":1}}`
      const body = `{${fields}}\n{"type":"${name}",${fields}}\n{${fields}}\n{"type":"event"}\n{"message":"named ${name}","tags":{${fields}},"extra":{${fields}},"contexts":{${fields}}}\n`
      const status = (await fetch(`${footlight.url}/stream?${name}=1`, { method: 'POST', body }))
        .status
      expect(status).toBe(200)
      for (const path of [
        name,
        `events/${name}`,
        `issues/${name}`,
        `traces/${name}`,
        `replays/${name}`,
      ])
        expect((await footlight.get(path, { [name]: '1' })).status).toBe(404)
      expect((await footlight.change(name, {})).status).toBe(404)
      // Nothing goes where a scope is spelled wrongly.
      expect(
        (await footlight.change('clear', JSON.parse(`{"service":"nobody",${fields}}`))).status,
      ).toBe(400)
      for (const key of ['query', 'sort', 'group', 'stat'])
        expect(
          (await footlight.get('stats', { source: 'spans', [key]: name })).status,
        ).toBeLessThan(500)
    }
    await settle(footlight)
    expect(await countOf('"named __proto__"')).toBe(1)
  })
})

describeAttack('a build', () => {
  test('a source map of 900,000 places leads to each of them', async () => {
    const script = join(footlight.data, 'app.js')
    const mappings = 'IAAC,'.repeat(899_999)
    const sources = ['src/app.ts']
    const map = { version: 3, sources, sourcesContent: ['go()\n'], names: [], mappings }
    writeFileSync(script, 'go()\n//# sourceMappingURL=app.js.map\n')
    writeFileSync(`${script}.map`, JSON.stringify(map))
    for (const place of [1, 450_000, 899_999]) {
      const frame = { filename: script, absPath: script, line: 1, column: place * 4 + 1 }
      const answer = await footlight.read('sources', { frames: JSON.stringify([frame]) })
      expect(answer).toMatchObject({
        frames: [{ how: 'map', source: 'src/app.ts', line: 1, column: place + 1 }],
      })
    }
  })
})

describeAttack('SQL', () => {
  test.each([
    "'; DROP TABLE event; --",
    '" OR 1=1 --',
    "a' UNION SELECT sql FROM sqlite_master --",
    '1); DELETE FROM event; --',
    'id, (SELECT sql FROM sqlite_master)',
    '%_\\',
    "\u0000'",
    '`',
    '[event]',
  ])('%s is words, wherever it stands', async (sql) => {
    const before = await countOf('')
    const lists = [...new Set(routes.map(({ api }) => api).filter((api) => api !== undefined))]
    const wrong: string[] = []
    for (const path of lists.filter((api) => !api.includes('{'))) {
      for (const key of ['query', 'sort', 'cursor', 'limit', 'group', 'stat', 'name', 'interval']) {
        const response = await footlight.get(path, { [key]: sql, source: 'spans', name: 'x' })
        const text = await response.text()
        if (response.status >= 500 || /CREATE TABLE|SQLITE_|near "/.test(text))
          wrong.push(`${path} ${key}: ${response.status} ${text.slice(0, 200)}`)
      }
    }
    for (const path of ['events', 'issues', 'traces', 'envelopes', 'replays', 'profiles']) {
      const response = await footlight.get(`${path}/${encodeURIComponent(sql)}`)
      if (![400, 404].includes(response.status)) wrong.push(`${path}/…: ${response.status}`)
    }
    expect(wrong).toEqual([])
    await footlight.change('clear', { service: sql })
    expect(await countOf('')).toBe(before)
  })
})

describeAttack('a WebSocket', () => {
  test('of 400 connections some are refused, and the rest work', async () => {
    const sockets = await Promise.all(Array.from({ length: 400 }, openWire))
    const isOpen = sockets.filter(({ readyState }) => readyState === WebSocket.OPEN)
    expect(isOpen).toHaveLength(200)
    await sendEvent('beside a flood of connections')
    await Promise.all(
      sockets.map(async (socket) => {
        socket.close()
        if (socket.readyState !== WebSocket.CLOSED) await once(socket, 'close')
      }),
    )
    const next = await openWire()
    expect(next.readyState).toBe(WebSocket.OPEN)
    next.close()
  })

  test('of 5,000 subscriptions a few are kept', async () => {
    const socket = await openWire()
    const heard: { type: string; id: number }[] = []
    socket.on('message', (data: Buffer) => {
      heard.push(JSON.parse(data.toString()) as { type: string; id: number })
    })
    for (let id = 1; id <= 5000; id++)
      socket.send(JSON.stringify({ type: 'subscribe', id, path: 'events', parameters: {} }))
    const countOfType = (wanted: string): number =>
      heard.filter(({ type }) => type === wanted).length
    await expect.poll(() => countOfType('failure'), { timeout: 30_000 }).toBe(5000 - 64)
    await expect.poll(() => countOfType('page'), { timeout: 30_000 }).toBe(64)
    socket.terminate()
  })

  test('with a frame that is too large is closed', async () => {
    const socket = await openWire()
    const closed = once(socket, 'close')
    socket.send(Buffer.alloc(33 << 20))
    expect((await closed)[0]).toBe(1009)
  })

  test.each([
    ['text that is no message', () => 'x'.repeat(100)],
    ['messages that nobody knows', () => '{"type":"__proto__"}'],
    ['bytes that are no frame', () => Buffer.alloc(100, 2)],
    ['nesting without an end', () => '['.repeat(10_000)],
  ])('that floods with %s is closed', async (_sentence, toMessage) => {
    const socket = await openWire()
    const closed = once(socket, 'close')
    for (let index = 0; index < 10_000; index++) socket.send(toMessage())
    expect((await closed)[0]).toBe(1008)
    await sendEvent('beside a flood of messages')
  })

  test('that floods with envelopes waits for the disk', async () => {
    const socket = await openWire()
    socket.send(JSON.stringify({ type: 'hello', version: 1, reader: 'test', session: 'flood' }))
    const body = Buffer.concat([Buffer.from('{}\n{"type":"x"}\n'), Buffer.alloc(250_000, 97)])
    const header = {
      path: '/stream',
      contentType: undefined,
      contentEncoding: undefined,
      parameters: {},
    }
    let acknowledged = 0
    socket.on('message', (data: Buffer) => {
      const { frames = [] } = JSON.parse(data.toString()) as { frames?: number[] }
      acknowledged += frames.length
    })
    for (let id = 1; id <= 1000; id++) {
      socket.send(toArrivalFrame({ id, header, body }))
      if (socket.bufferedAmount > 32 << 20) await once(socket, 'message')
    }
    await expect.poll(() => acknowledged, { timeout: 60_000 }).toBe(1000)
    socket.close()
  })

  test('that asks and never listens is not answered without end', async () => {
    const socket = await openWire()
    for (let index = 0; index < 40; index++) await sendEvent(`${index} ${'long '.repeat(2000)}`)
    await settle(footlight)
    socket.pause()
    for (let id = 1; id <= 1000; id++) {
      const call = {
        type: 'call',
        id,
        method: 'GET',
        path: 'events',
        parameters: { limit: '1000' },
      }
      socket.send(JSON.stringify(call))
    }
    await sendEvent('beside one that never listens')
    await settle(footlight)
    socket.terminate()
  })
})

describeAttack('the terminal', () => {
  test('cannot be steered by what strangers name', async () => {
    const escapes = ['\u001b[2J\u001b]0;owned\u0007', '\u009b31m', '\u202eabc', 'a\u0085b']
    for (const escape of escapes) {
      for (const name of ['Host', 'Origin', 'Referer', 'X-Sentry-Auth', 'Content-Type']) {
        const host = name === 'Host' ? '' : 'Host: localhost\r\n'
        const text = `POST /stream HTTP/1.1\r\n${host}${name}: http://${escape}evil\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
        await sendRaw(footlight, Buffer.from(text, 'latin1'))
        await sendRaw(footlight, Buffer.from(text, 'utf8'))
      }
      await ask(footlight, { method: 'GET', path: `/${encodeURIComponent(escape)}` })
      await sendEvent(escape)
    }
    await settle(footlight)
    expect(footlight.complaints()).toContain('evil')
    // oxlint-disable-next-line no-control-regex -- these are what it is about
    expect(footlight.complaints()).not.toMatch(/[^\n\x20-\x7e\u00a0-\u024f]/)
  })

  test('is not flooded by a flood of names', async () => {
    const lines = footlight.complaints().split('\n').length
    for (let index = 0; index < 1000; index++)
      await ask(footlight, { method: 'GET', path: '/', headers: { host: `evil${index}.example` } })
    expect(footlight.complaints().split('\n').length - lines).toBeLessThan(220)
  })
})
