import { createCatcher } from './caught.ts'
import type { Catcher, CaughtRequest } from './caught.ts'
import { disguise } from './disguise.ts'
import { readTab, TAB_KEY } from '../loader/tab-memory.ts'
import { rethrow } from './own-frames.ts'

export interface PageGuardOptions {
  /** `<base>__footlight/` on the dev server's own origin. */
  readonly url: string
  readonly policies: string | undefined
}

type GuardedWindow = Window & typeof globalThis

/** From here on nothing of this page goes to Sentry without being asked about. */
export function openPageGuard(window: GuardedWindow, { url, policies }: PageGuardOptions): void {
  const tab = (): string | null => readTab(window, TAB_KEY)
  guardWindow(window, createCatcher(url, policies, tab), url)
}

function guardWindow(window: GuardedWindow, find: Catcher, url: string): void {
  const send = window.fetch.bind(window)
  guardFetch(window, find, send, url)
  guardRequests(window, find, send, url)
  guardBeacons(window, find, send, url)
  guardFrames(window, find, url)
}

type Send = typeof fetch

/** What left is counted, and under `mirror` copied; the app waits for neither. */
function letPass(
  { policy, kept, host }: CaughtRequest,
  body: unknown,
  send: Send,
  url: string,
): void {
  const isMirror = policy === 'mirror' && isSendable(body)
  const sentBytes = toSize(body)
  const ledger = JSON.stringify({ host, policy, keptBytes: 0, sentBytes, quantities: [] })
  const copy = isMirror ? body : `{}\n{"type":"footlight.ledger"}\n${ledger}\n`
  // `keepalive` outlives the page, and takes no more than 64 KB.
  const keepalive = !isMirror || sentBytes < 60_000
  send(isMirror ? kept : `${url}stream`, { method: 'POST', body: copy, keepalive }).catch(ignore)
}

function guardFetch(window: GuardedWindow, find: Catcher, send: Send, url: string): void {
  const native = window.fetch
  window.fetch = disguise(native, (self, parameters) => {
    const [input, init] = parameters
    const request = readFetch(input, init)
    const caught = request && find(request.address, request.hasAuth, request.body)
    if (caught?.policy === 'keep') return keep(caught, input, init, send)
    if (caught !== undefined) letPass(caught, request?.body, send, url)
    // The promise handed on is the only one without a handler, as the browser's own would be.
    return callFetch(native, self, parameters).then(undefined, rethrow)
  })
}

function callFetch(native: Send, self: unknown, parameters: readonly unknown[]): ReturnType<Send> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the app called it with
  return Reflect.apply(native, self, parameters as Parameters<Send>)
}

/** The sidecar's answer in production's place; without a sidecar one that makes no SDK wait or retry. */
async function keep(
  { kept }: CaughtRequest,
  input: unknown,
  init: unknown,
  send: Send,
): Promise<Response> {
  try {
    const said = input instanceof Request ? await readRequest(input) : {}
    const options = isOptions(init) ? init : {}
    const response = await send(kept, { ...said, ...options, mode: 'same-origin' })
    if (response.ok) return response
  } catch {
    // Nobody is there: the dev server has ended.
  }
  return new Response('{}', { headers: { 'content-type': 'application/json' } })
}

/** A request's body can be read once, and not be passed on as the stream it is. */
async function readRequest(request: Request): Promise<RequestInit> {
  const { method, headers, keepalive } = request
  const body = await request.clone().arrayBuffer()
  return { method, headers, keepalive, body }
}

interface ReadFetch {
  readonly address: string
  /** Asked only of what may be Sentry's: a list of headers may be one that is read once. */
  readonly hasAuth: () => boolean
  readonly body: unknown
}

function readFetch(input: unknown, init: unknown): ReadFetch | undefined {
  const options = isOptions(init) ? init : undefined
  const body: unknown = options?.body
  const asksHeaders = (): boolean => hasAuth(options?.headers)
  if (typeof input === 'string') return { address: input, hasAuth: asksHeaders, body }
  if (input instanceof URL) return { address: input.href, hasAuth: asksHeaders, body }
  if (!(input instanceof Request)) return undefined
  return { address: input.url, hasAuth: () => input.headers.has('x-sentry-auth'), body }
}

function hasAuth(headers: RequestInit['headers']): boolean {
  return headers !== undefined && /x-sentry-auth/i.test(JSON.stringify([...new Headers(headers)]))
}

function guardRequests(window: GuardedWindow, find: Catcher, send: Send, url: string): void {
  const { prototype } = window.XMLHttpRequest
  const addresses = new WeakMap<object, readonly [method: string, address: string]>()
  const open: unknown = Reflect.get(prototype, 'open')
  const sendBody: unknown = Reflect.get(prototype, 'send')
  if (!isFunction(open) || !isFunction(sendBody)) return
  replace(
    prototype,
    'open',
    disguise(open, (self, parameters) => {
      const [method, address] = parameters
      const caught = isObject(self) ? find(String(address), hasNone, undefined) : undefined
      if (isObject(self)) addresses.set(self, [String(method), String(address)])
      const isKept = caught?.policy === 'keep'
      const passed = isKept ? [method, caught.kept, ...parameters.slice(2)] : parameters
      return Reflect.apply(open, self, passed)
    }),
  )
  replace(
    prototype,
    'send',
    disguise(sendBody, (self, parameters) => {
      const [body] = parameters
      const [method, address = ''] = (isObject(self) && addresses.get(self)) || []
      const caught = method === undefined ? undefined : find(address, hasNone, body)
      if (caught !== undefined && caught.policy !== 'keep') letPass(caught, body, send, url)
      // Through a tunnel only the body tells, when it is open already.
      else if (caught !== undefined && find(address, hasNone, undefined) === undefined) {
        Reflect.apply(open, self, [method, caught.kept, true])
      }
      return Reflect.apply(sendBody, self, parameters)
    }),
  )
}

function guardBeacons(window: GuardedWindow, find: Catcher, send: Send, url: string): void {
  // Where the browser has it: what others put there later would not be called otherwise.
  const { prototype } = window.Navigator
  const native: unknown = Reflect.get(prototype, 'sendBeacon')
  if (!isFunction(native)) return
  const guarded = disguise(native, (self, parameters) => {
    const [address, body] = parameters
    const caught = find(String(address), hasNone, body)
    if (caught === undefined) return Reflect.apply(native, self, parameters)
    if (caught.policy === 'keep') return Reflect.apply(native, self, [caught.kept, body])
    letPass(caught, body, send, url)
    return Reflect.apply(native, self, parameters)
  })
  replace(prototype, 'sendBeacon', guarded)
}

function replace(prototype: object, name: string, value: unknown): void {
  Object.defineProperty(prototype, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: true,
  })
}

/** Frames without an address of their own have a `fetch` of their own: SDKs fetch it from there. */
function guardFrames(window: GuardedWindow, find: Catcher, url: string): void {
  const { prototype } = window.HTMLIFrameElement
  const known = Object.getOwnPropertyDescriptor(prototype, 'contentWindow')
  // oxlint-disable-next-line typescript/unbound-method -- applied to the frame it is asked of
  const read = known?.get
  if (known === undefined || read === undefined) return
  const seen = new WeakSet()
  const get = disguise(read, (self) => {
    const inner: unknown = Reflect.apply(read, self, [])
    if (isObject(inner) && !seen.has(inner)) {
      seen.add(inner)
      if (isBlank(inner)) guardWindow(inner, find, url)
    }
    return inner
  })
  Object.defineProperty(prototype, 'contentWindow', { ...known, get })
}

function isBlank(inner: object): inner is GuardedWindow {
  try {
    return 'location' in inner && String(inner.location) === 'about:blank'
  } catch {
    return false
  }
}

/** What has no headers that could be looked at. */
function hasNone(): boolean {
  return false
}

function isSendable(body: unknown): body is BodyInit {
  return typeof body === 'string' || body instanceof Uint8Array || body instanceof Blob
}

function toSize(body: unknown): number {
  if (typeof body === 'string') return body.length
  if (body instanceof Uint8Array) return body.byteLength
  return body instanceof Blob ? body.size : 0
}

function isOptions(value: unknown): value is RequestInit {
  return isObject(value)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isFunction(value: unknown): value is (...parameters: never[]) => unknown {
  return typeof value === 'function'
}

function ignore(): void {
  // What is not counted is not worth an error in the app's console.
}
