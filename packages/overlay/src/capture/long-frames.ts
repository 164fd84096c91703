import { getActiveSpan, startInactiveSpan } from '@sentry/browser'
import { readField } from '../loader/field.ts'

/** A page that paints more slowly than it should all the time says nothing new with each frame. */
const LIMIT = 200

/**
 * What kept the page busy for longer than 50 ms after it had loaded. The client tells only of what
 * happens within a load or a navigation, and so a click that blocks the page would not be told of.
 */
export function openLongFrames(
  window: Window & typeof globalThis,
  isOwn: (address: string) => boolean,
): { readonly close: () => void } {
  let left = LIMIT
  const observer = new window.PerformanceObserver((list) => {
    if (getActiveSpan() !== undefined) return
    for (const entry of list.getEntries()) {
      const script = toLongestScript(readField(entry, 'scripts'))
      const source = readField(script, 'sourceURL')
      // Without one it is the browser's own work, as a layout may be.
      if (script === undefined || isOwn(String(source)) || left <= 0) continue
      left--
      tell(entry, script, window.performance.timeOrigin)
    }
  })
  // Browsers that know no such entries leave it alone.
  observer.observe({ type: 'long-animation-frame' })
  return { close: () => observer.disconnect() }
}

/** By the names that Sentry's own integration uses. */
function tell(entry: PerformanceEntry, script: object, timeOrigin: number): void {
  const start = (timeOrigin + entry.startTime) / 1000
  const read = (name: string): string => {
    const value = readField(script, name)
    return typeof value === 'string' ? value.slice(0, 500) : ''
  }
  startInactiveSpan({
    name: 'Main UI thread blocked',
    op: 'ui.long_animation_frame',
    startTime: start,
    attributes: {
      'sentry.origin': 'auto.ui.footlight',
      'browser.script.invoker': read('invoker'),
      'browser.script.invoker_type': read('invokerType'),
      'code.file.path': read('sourceURL'),
      'code.function.name': read('sourceFunctionName'),
    },
  }).end(start + entry.duration / 1000)
}

function toLongestScript(scripts: unknown): object | undefined {
  if (!Array.isArray(scripts)) return undefined
  const all: readonly unknown[] = scripts
  let longest: object | undefined
  for (const script of all) {
    if (typeof script !== 'object' || script === null) continue
    if (toDuration(script) > toDuration(longest)) longest = script
  }
  return longest
}

function toDuration(script: unknown): number {
  return Number(readField(script, 'duration') ?? 0)
}
