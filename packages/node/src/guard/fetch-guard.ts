import type { Guard } from './guard.ts'
import type { Shipping } from './shipping.ts'
import { copyDispatched } from './dispatched-body.ts'
import { hasSentryAuth } from './request-address.ts'
import { findOrNowhere } from './sidecar-seeker.ts'

/**
 * Where undici keeps what all of its requests go through, Node's own `fetch` included. Since version 8,
 * which Node 26 has, in a second place; in the first it leaves what older ones expect there.
 * @see https://undici.nodejs.org/#/?id=undicisetglobaldispatcherdispatcher
 */
const places = [
  Symbol.for('undici.globalDispatcher.1'),
  Symbol.for('undici.globalDispatcher.2'),
] as const

interface DispatchOptions {
  readonly origin?: string | URL
  readonly path: string
  readonly method: string
  readonly headers?: unknown
  readonly body?: unknown
}

interface Dispatcher {
  dispatch: (options: DispatchOptions, handler: unknown) => boolean
}

/**
 * Puts the guard below `fetch`, so that the function itself stays Node's own. undici is loaded by
 * the first request (15 ms that nobody pays who fetches nothing): until then a function stands in
 * that puts everything in place and goes away.
 */
export function guardFetch(guard: Guard, shipping: Shipping): () => void {
  const guardAll = (): (() => void) => {
    const undos = places.map((place) => guardDispatcher(place, guard, shipping))
    return () => {
      for (const undo of undos) undo()
    }
  }
  if (places.some((place) => isDispatcher(Reflect.get(globalThis, place)))) return guardAll()
  const native = globalThis.fetch
  let undo: (() => void) | undefined
  const first: typeof fetch = (...parameters) => {
    if (globalThis.fetch === first) globalThis.fetch = native
    // Whoever read it before the first request calls it for ever.
    if (undo === undefined) {
      // Loads undici, and asks nobody anything.
      void new Request('http://localhost/')
      undo = guardAll()
    }
    return native(...parameters)
  }
  Object.defineProperties(first, Object.getOwnPropertyDescriptors(native))
  globalThis.fetch = first
  return () => {
    if (globalThis.fetch === first) globalThis.fetch = native
    // Nothing is guarded any more by whoever kept it.
    undo ??= () => undefined
    undo()
  }
}

function guardDispatcher(place: symbol, guard: Guard, shipping: Shipping): () => void {
  const inner: unknown = Reflect.get(globalThis, place)
  if (!isDispatcher(inner)) return () => undefined
  const dispatch: Dispatcher['dispatch'] = (options, handler) => {
    const caught = options.path.includes('/api/') ? readDispatch(guard, options) : undefined
    if (caught === undefined) return inner.dispatch(options, handler)
    if (caught.policy === 'keep') {
      const headers = withoutHost(options.headers)
      const keepAt = ({ origin }: URL): boolean =>
        inner.dispatch({ ...options, origin, path: caught.path, headers }, handler)
      const known = guard.sidecar.known()
      if (known !== undefined) return keepAt(known)
      void findOrNowhere(guard.sidecar).then(keepAt)
      return true
    }
    const body = copyDispatched(options.body, (copied) => {
      if (caught.policy === 'off') void shipping.count(caught, copied.length)
      else void shipping.copy(caught, copied, toHeaderRecord(options.headers))
    })
    return inner.dispatch({ ...options, body }, handler)
  }
  const guarded = new Proxy(inner, {
    get: (target, name) => {
      if (name === 'dispatch') return dispatch
      const value: unknown = Reflect.get(target, name, target)
      // Their private fields are the agent's, not the proxy's.
      return typeof value === 'function'
        ? (...parameters: unknown[]): unknown => Reflect.apply(value, target, parameters)
        : value
    },
  })
  Reflect.set(globalThis, place, guarded)
  return () => {
    if (Reflect.get(globalThis, place) === guarded) Reflect.set(globalThis, place, inner)
  }
}

function readDispatch(
  guard: Guard,
  { origin, path, headers }: DispatchOptions,
): ReturnType<Guard['find']> {
  const base = String(origin ?? '')
  if (!URL.canParse(path, base)) return undefined
  return guard.find(new URL(path, base), hasSentryAuth(headers))
}

function isDispatcher(value: unknown): value is Dispatcher {
  return typeof value === 'object' && value !== null && 'dispatch' in value
}

function withoutHost(headers: unknown): unknown {
  if (!Array.isArray(headers)) return headers
  return headers.filter((_entry, index) => {
    const name: unknown = headers[index - (index % 2)]
    return typeof name !== 'string' || name.toLowerCase() !== 'host'
  })
}

/** `fetch` hands them over as a record, others as names and values in turn. */
function toHeaderRecord(headers: unknown): Record<string, string> {
  const entries = Array.isArray(headers)
    ? headers.flatMap((name: unknown, at) => (at % 2 === 0 ? [[name, headers[at + 1]]] : []))
    : Object.entries(headers ?? {})
  return Object.fromEntries(entries.map(([name, value]) => [String(name), String(value)]))
}
