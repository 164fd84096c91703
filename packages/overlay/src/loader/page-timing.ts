import type { Attributes, PageEntry } from 'protocol'
import { readField } from './field.ts'

/** As much of a performance entry as all have; the rest is read by name, since browsers differ. */
export type TimedEntry = Pick<PerformanceEntry, 'entryType' | 'name' | 'startTime' | 'duration'>

/** `data:` addresses and query strings know no end. */
const NAME_LIMIT = 500

/** What is told of an entry, by the names of the Performance API; each kind has some of them. */
const told = [
  'initiatorType',
  'requestStart',
  'responseStart',
  'responseEnd',
  'domInteractive',
  'domContentLoadedEventEnd',
  'domComplete',
  'loadEventEnd',
  'transferSize',
  'decodedBodySize',
  'responseStatus',
  'blockingDuration',
  'interactionId',
  'value',
  'url',
]

export function readEntryNumber(entry: TimedEntry, name: string): number {
  const value: unknown = Reflect.get(entry, name)
  return typeof value === 'number' ? value : 0
}

/** An entry as the record keeps it: plain data, nothing of the page held on to. */
export function toPageEntry(
  entry: TimedEntry,
  timeOrigin: number,
  target: string | undefined,
): PageEntry {
  const attributes: Record<string, Attributes[string]> = {}
  for (const name of told) {
    const value: unknown = Reflect.get(entry, name)
    // What a browser does not know, or does not tell, is 0 or empty.
    if (typeof value === 'string' && value !== '') attributes[name] = value.slice(0, NAME_LIMIT)
    else if (typeof value === 'number' && value !== 0)
      attributes[name] = Math.round(value * 10) / 10
  }
  if (target !== undefined) attributes['target'] = target
  const script = toSlowestScript(readField(entry, 'scripts'))
  if (script !== undefined) attributes['script'] = script
  return {
    type: entry.entryType,
    name: entry.name.slice(0, NAME_LIMIT),
    time: timeOrigin + entry.startTime,
    duration: entry.duration,
    attributes,
  }
}

/** Of a long frame: what ran longest in it. */
function toSlowestScript(scripts: unknown): string | undefined {
  if (!Array.isArray(scripts)) return undefined
  let longest = 0
  let found: string | undefined
  for (const script of scripts) {
    const duration = readField(script, 'duration')
    if (typeof duration !== 'number' || duration <= longest) continue
    longest = duration
    const names = ['invoker', 'sourceURL'].map((name) => String(readField(script, name)))
    found = names.join(' ').slice(0, NAME_LIMIT)
  }
  return found
}
