import { readField } from '../loader/field.ts'
import { toTracedAddress } from './traced-address.ts'

/** Where a trace's headers may go: the page's origin, and other local ones that are known to take them. */
export interface TraceTargets {
  /** As the client reads them with each request. */
  readonly targets: RegExp[]
  /** The page asked for something. */
  readonly note: (address: string) => void
  readonly close: () => void
}

export interface TraceTargetsOptions {
  readonly window: Window & typeof globalThis
  /** Where `__footlight/` is, with the slash. */
  readonly url: string
  readonly fetch: typeof fetch
}

/** What the server tells the sidecar of a request is there by then. */
const DELAY = 300

const LOCAL = /^https?:\/\/(?:(?:[^/:@?#]+\.)?localhost|127\.[\d.]+|\[::1\])(?::\d+)?(?=\/|$)/i

/**
 * Servers with `footlight/node` answer for the headers when a browser asks, and tell the sidecar who
 * asked them. The sidecar is asked at the start, after requests to such origins, and when somebody comes
 * back to the page: between, the server may have been started without.
 */
export function createTraceTargets({ window, url, fetch }: TraceTargetsOptions): TraceTargets {
  const { origin } = window.location
  const targets = [toTracedAddress(origin, url)]
  let timer: number | undefined
  let hasForeign = false

  const ask = async (): Promise<void> => {
    try {
      const response = await fetch(`${url}traced-origins`)
      const origins = readField(await response.json(), 'origins')
      targets.splice(
        1,
        Infinity,
        ...toForeign(origins, origin).map((one) => toTracedAddress(one, url)),
      )
    } catch {
      // The sidecar is away, and would not show the trace either.
      targets.splice(1)
    }
  }
  const onFocus = (): void => {
    if (hasForeign) void ask()
  }
  window.addEventListener('focus', onFocus)
  void ask()

  return {
    targets,
    note: (address) => {
      const [foreign] = LOCAL.exec(address) ?? []
      if (foreign === undefined || foreign === origin) return
      hasForeign = true
      timer ??= window.setTimeout(() => {
        timer = undefined
        void ask()
      }, DELAY)
    },
    close: () => {
      window.clearTimeout(timer)
      window.removeEventListener('focus', onFocus)
    },
  }
}

function toForeign(origins: unknown, own: string): readonly string[] {
  if (!Array.isArray(origins)) return []
  const all: readonly unknown[] = origins
  return all.filter(
    (one): one is string => typeof one === 'string' && one !== own && LOCAL.exec(one)?.[0] === one,
  )
}
