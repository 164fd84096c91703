import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { readGuardPolicies } from 'protocol'
import { afterEach, expect, test } from 'vitest'
import { readSettings } from '../settings.ts'
import { openGuard } from './open-guard.ts'
import { toSeeker } from './sidecar-seeker.ts'
import type { SidecarSeeker } from './sidecar-seeker.ts'

const opened: { readonly close: () => unknown }[] = []

afterEach(() => {
  for (const { close } of opened.splice(0)) close()
})

async function listen(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  opened.push({
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function guard(url: string, policy: string): void {
  const settings = readSettings({ FOOTLIGHT_URL: url, FOOTLIGHT_GUARD: policy })
  if (settings === undefined) return
  opened.push(openGuard({ ...settings, sidecar: toSeeker(settings.sidecar) }))
}

async function send(
  production: string,
  onHeard?: () => void,
  onReceived?: () => void,
): Promise<string> {
  const sent = request(`${production}/api/42/envelope/?sentry_key=${'a'.repeat(32)}`, {
    method: 'POST',
  })
  sent.once('response', () => onHeard?.())
  sent.once('socket', (socket) => socket.once('end', () => onReceived?.()))
  const answered = once(sent, 'response') as Promise<[NodeJS.ReadableStream]>
  sent.end('{}\n')
  const [response] = await answered
  return text(response)
}

test.each(['mirror', 'off'])(
  'an SDK hears of production under %s once the sidecar has been told',
  async (policy) => {
    const order: string[] = []
    let receive: (() => void) | undefined
    const received = new Promise<void>((resolve) => (receive = resolve))
    const sidecar = await listen((incoming, response) => {
      incoming.resume().once('end', async () => {
        await received
        order.push('sidecar')
        response.end('{}')
      })
    })
    const production = await listen((incoming, response) => {
      response.setHeader('connection', 'close')
      incoming.resume().once('end', () => response.end('from production'))
    })
    guard(sidecar, policy)
    const answer = await send(production, () => order.push('sdk'), receive)
    expect(answer).toBe('from production')
    expect(order).toEqual(['sidecar', 'sdk'])
  },
)

test('an SDK hears of production though no sidecar is there', async () => {
  const production = await listen((incoming, response) => {
    incoming.resume().once('end', () => response.end('from production'))
  })
  guard('http://127.0.0.1:1/', 'mirror')
  expect(await send(production)).toBe('from production')
})

test('an SDK hears of production though the sidecar says nothing', async () => {
  const production = await listen((incoming, response) => {
    incoming.resume().once('end', () => response.end('from production'))
  })
  guard(await listen(() => undefined), 'mirror')
  expect(await send(production)).toBe('from production')
})

test.each([
  ['a text', () => 'an envelope'],
  ['bytes', () => Buffer.from('an envelope')],
  ['a stream', () => new Blob(['an ', 'envelope']).stream()],
])('what `fetch` sends under mirror as %s goes to both', async (_kind, makeBody) => {
  const received: string[] = []
  const record =
    (name: string): RequestListener =>
    async (incoming, response) => {
      const body = await text(incoming)
      received.push(`${name} ${incoming.headers['content-type']} ${body}`)
      response.end('{}')
    }
  const production = await listen(record('production'))
  guard(await listen(record('sidecar')), 'mirror')
  await fetch(`${production}/api/42/envelope/?sentry_key=${'a'.repeat(32)}`, {
    method: 'POST',
    body: makeBody(),
    headers: { 'content-type': 'application/x-sentry-envelope' },
    duplex: 'half',
  } as RequestInit)
  await expect
    .poll(() => received.toSorted())
    .toEqual([
      'production application/x-sentry-envelope an envelope',
      'sidecar application/x-sentry-envelope an envelope',
    ])
})

const dispatchers = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2']

const readDispatchers = (): readonly unknown[] =>
  dispatchers.map((name): unknown => Reflect.get(globalThis, Symbol.for(name)))

test('a `fetch` that was read before its first request goes through one guard, however often it is called', async () => {
  const production = await listen((_incoming, response) => response.end('{}'))
  const before = readDispatchers()
  const set = (toValue: (at: number) => unknown): void => {
    for (const [at, name] of dispatchers.entries()) {
      if (before[at] !== undefined) Reflect.set(globalThis, Symbol.for(name), toValue(at))
    }
  }
  // As in a process that has fetched nothing yet.
  set(() => undefined)
  guard('http://127.0.0.1:1/', 'keep')
  const kept = fetch
  set((at) => before[at])
  await (await kept(production)).text()
  const guarded = readDispatchers()
  expect(guarded.every((one, at) => one === before[at])).toBe(false)
  await (await kept(production)).text()
  for (const [at, dispatcher] of readDispatchers().entries()) expect(dispatcher).toBe(guarded[at])
})

test.each(dispatchers)('what undici sends through `%s` is guarded', (name) => {
  const place = Symbol.for(name)
  const before = Object.getOwnPropertyDescriptor(globalThis, place)
  const asked: string[] = []
  const dispatcher = {
    dispatch: ({ origin }: { readonly origin: string }) => asked.push(origin) > 0,
  }
  if (before === undefined)
    Object.defineProperty(globalThis, place, {
      value: dispatcher,
      writable: true,
      configurable: true,
    })
  else Reflect.set(globalThis, place, dispatcher)
  try {
    guard('http://127.0.0.1:1/', 'keep')
    const guarded = Reflect.get(globalThis, place) as typeof dispatcher
    const path = `/api/42/envelope/?sentry_key=${'a'.repeat(32)}`
    guarded.dispatch({ origin: 'https://sentry.example', path } as never)
  } finally {
    for (const { close } of opened.splice(0)) close()
    if (before === undefined) Reflect.deleteProperty(globalThis, place)
    else Object.defineProperty(globalThis, place, before)
  }
  expect(asked).toEqual(['http://127.0.0.1:1'])
})

/** What sends: by `http.request`, and by `fetch`. */
const senders: readonly (readonly [string, (production: string) => Promise<string>])[] = [
  ['http.request', (production) => send(production)],
  [
    'fetch',
    async (production) => {
      const address = `${production}/api/42/envelope/?sentry_key=${'a'.repeat(32)}`
      return (await fetch(address, { method: 'POST', body: '{}\n' })).text()
    },
  ],
]

function guardUntilFound(find: () => Promise<URL | undefined>): void {
  let known: URL | undefined
  const sidecar: SidecarSeeker = {
    known: () => known,
    find: async () => {
      known = await find()
      return known
    },
  }
  const policies = readGuardPolicies('keep')
  opened.push(openGuard({ sidecar, policies, run: undefined, service: undefined }))
}

test.each(senders)('what is sent by %s waits for a sidecar that starts', async (_name, sendBy) => {
  const received: string[] = []
  const production = await listen((incoming, response) => {
    received.push(incoming.url ?? '')
    response.end('from production')
  })
  const url = await listen((incoming, response) => {
    incoming.resume().once('end', () => response.end(`from ${incoming.headers.host}`))
  })
  let start: ((url: URL) => void) | undefined
  guardUntilFound(() => new Promise((resolve) => (start = resolve)))
  const answer = sendBy(production)
  await expect.poll(() => start).toBeDefined()
  start?.(new URL(url))
  expect(await answer).toMatch(/^from (?:localhost|127\.0\.0\.1:\d+)$/)
  expect(await sendBy(production)).toBe(`from ${new URL(url).host}`)
  expect(received).toEqual([])
})

test.each(senders)('what is sent by %s goes nowhere without a sidecar', async (_name, sendBy) => {
  const received: string[] = []
  const production = await listen((incoming, response) => {
    received.push(incoming.url ?? '')
    response.end('from production')
  })
  guardUntilFound(() => Promise.resolve(undefined))
  await expect(sendBy(production)).rejects.toThrow()
  expect(received).toEqual([])
})
