import { getCurrentScope, setCurrentClient } from '@sentry/browser'
import type { Early } from '../guard/early.ts'
import { hasAppSdk, isTelemetryAddress } from './app-sdk.ts'
import { openClicks } from './clicks.ts'
import { createCaptureClient } from './client.ts'
import { openLongFrames } from './long-frames.ts'
import { openPatches } from './patches.ts'
import type { NativePlace } from './patches.ts'
import { captureThrown } from './thrown.ts'
import { createTraceTargets } from './trace-targets.ts'

export interface PageCaptureOptions {
  readonly window: Window & typeof globalThis
  /** Where `__footlight/` is, with the slash. */
  readonly url: string
  readonly early: Early
}

export interface Capture {
  readonly close: () => void
}

/** What is told soon is told together: a click logs three lines and fetches twice. */
const FLUSH_DELAY = 300

/**
 * Reports what happens in a page whose app has no SDK. Nothing asks in between whether one has
 * started: whatever would be captured or sent asks first, and steps aside when there is one.
 */
export function openPageCapture({ window, url, early }: PageCaptureOptions): Capture {
  let state: 'open' | 'closing' | 'closed' = 'open'
  let timer: number | undefined

  const isOpen = (): boolean => {
    if (state === 'open' && hasAppSdk(window)) close()
    return state === 'open'
  }

  const send: typeof fetch = async (address, init) => {
    if (state !== 'closing' && !isOpen()) return new Response()
    // The sidecar's, should it have a limit: nothing that happens here is left out.
    const response = await early.fetch(address, init)
    return new Response(null, { status: response.status })
  }

  const traced = createTraceTargets({ window, url, fetch: early.fetch })
  const client = createCaptureClient({ window, url, send, targets: traced.targets })
  const flush = (): void => {
    timer ??= window.setTimeout(() => {
      timer = undefined
      client.emit('flush')
    }, FLUSH_DELAY)
  }
  client.on('afterCaptureLog', flush)
  client.on('afterSpanEnd', flush)

  const install = (): void => {
    setCurrentClient(client)
    client.init()
  }
  const patches = openPatches(listPlaces(window), install, isOpen)
  const clicks = openClicks(window)
  const frames = openLongFrames(window, (address) => address.startsWith(url))
  const observer = new window.PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) {
      if (isTelemetryAddress(name, url)) close()
      else traced.note(name)
    }
  })
  observer.observe({ type: 'resource' })
  early.takeErrors((event) => {
    try {
      if (isOpen()) captureThrown(event, window.performance.timeOrigin)
    } catch {
      // What was thrown cannot be looked at.
    }
  })

  function close(): void {
    if (state !== 'open') return
    state = 'closing'
    // What happened before the app's SDK was there is told by nobody else.
    client.emit('flush')
    state = 'closed'
    window.clearTimeout(timer)
    patches.close()
    clicks.close()
    frames.close()
    observer.disconnect()
    traced.close()
    early.takeErrors()
    const scope = getCurrentScope()
    scope.setClient(undefined)
    // The loader asks here for the page's trace, which is the app's from now on.
    scope.setPropagationContext({ traceId: '', sampleRand: 0 })
    void client.close(0)
  }

  return { close }
}

/** Everything the client's integrations replace. */
function listPlaces(window: Window & typeof globalThis): readonly NativePlace[] {
  const { console, history, XMLHttpRequest } = window
  const levels = ['debug', 'info', 'warn', 'error', 'log', 'assert', 'trace']
  return [
    [window, 'fetch'],
    [window, 'onerror'],
    [window, 'onunhandledrejection'],
    [XMLHttpRequest.prototype, 'open'],
    [XMLHttpRequest.prototype, 'send'],
    [history, 'pushState'],
    [history, 'replaceState'],
    ...levels.map((level): NativePlace => [console, level]),
  ]
}
