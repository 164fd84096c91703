import { hasAppSdk, isTelemetryAddress } from './app-sdk.ts'
import { openEarly } from '../guard/early.ts'
import type { Early } from '../guard/early.ts'
import { readField } from '../loader/field.ts'

/**
 * Captures what happens in the page ourselves, unless the app has an SDK that does. A chunk of its own,
 * which is all that a page with an SDK fetches.
 */
export async function startCapture(window: Window & typeof globalThis, url: string): Promise<void> {
  const kept = readField(readField(window, '__footlight'), 'early')
  const early = isEarly(kept) ? kept : openEarly(window)
  await untilLoaded(window)
  const isTold = window.performance
    .getEntriesByType('resource')
    .some(({ name }) => isTelemetryAddress(name, url))
  if (isTold || hasAppSdk(window)) {
    early.takeErrors()
    return
  }
  try {
    const { openPageCapture } = await import('./capture.ts')
    openPageCapture({ window, url, early })
  } catch {
    // The sidecar is away, and nobody would take it in.
    early.takeErrors()
  }
}

/** On a cold start modules take their time, and the app's SDK is in one of them. */
function untilLoaded(window: Window): Promise<unknown> | undefined {
  if (window.document.readyState === 'complete') return undefined
  return new Promise((resolve) => window.addEventListener('load', resolve, { once: true }))
}

function isEarly(value: unknown): value is Early {
  return typeof readField(value, 'takeErrors') === 'function'
}
