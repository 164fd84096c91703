import type { PageEntry, PageLoadRecord, Vital } from 'protocol'
import { readEntryNumber, toPageEntry } from './page-timing.ts'
import type { TimedEntry } from './page-timing.ts'
import { createVitals } from './vitals.ts'

/** What is sent of a page load: the fields of its record that are the loader's to say. */
export type PageLoadFacts = Omit<PageLoadRecord, 'kind' | 'item' | 'scope'>

/** One load of the page, or one soft navigation in it, while it is on screen. */
export interface PageLoad {
  readonly id: string
  /** Whether it is a part of it. */
  readonly add: (entry: TimedEntry) => boolean
  /** Whether there is anything that was not in the last facts. */
  readonly hasNews: () => boolean
  readonly traceId: () => string | undefined
  readonly facts: () => PageLoadFacts
  readonly duration: () => number | undefined
  readonly vitals: () => readonly Vital[]
  readonly dropped: () => number
}

export interface PageLoadOptions {
  readonly id: string
  readonly tabId: string
  readonly url: string
  readonly navigation: PageLoadRecord['navigation']
  /** Where it begins, on the clock of performance entries. */
  readonly start: number
  readonly timeOrigin: number
  readonly traceId: () => string | undefined
  readonly toTarget: (entry: TimedEntry) => string | undefined
  /** What we ourselves fetched or painted, which is no part of the app. */
  readonly isOwn: (entry: TimedEntry) => boolean
}

/** More is not looked at one by one; a page of unbundled modules has a thousand resources. */
const ENTRY_LIMIT = 600

/** A request that starts this long after all others are done is no longer part of a soft navigation. */
const QUIET = 300

/** What is kept as an entry only when it took long; its sum is in the vitals. */
const leastDuration: Readonly<Record<string, number>> = { event: 100, 'first-input': Infinity }

export function createPageLoad(options: PageLoadOptions): PageLoad {
  const { start, timeOrigin, toTarget } = options
  const vitals = createVitals(start)
  const entries: PageEntry[] = []
  let loaded: number | undefined
  let settled = start
  let dropped = 0
  let hasNews = true

  const keep = (entry: TimedEntry): void => {
    if (entry.duration < (leastDuration[entry.entryType] ?? 0)) return
    if (entries.length >= ENTRY_LIMIT) dropped++
    else entries.push(toPageEntry(entry, timeOrigin, toTarget(entry)))
  }

  const duration = (): number | undefined => {
    if (options.navigation !== 'soft') return loaded
    return settled > start ? settled - start : undefined
  }

  return {
    id: options.id,
    add: (entry) => {
      if (options.isOwn(entry)) return false
      const isResource = entry.entryType === 'resource'
      const isNavigation = entry.entryType === 'navigation'
      // A back or forward out of the cache, or a soft navigation, has no document request of its own.
      if (isNavigation ? start > readEntryNumber(entry, 'responseStart') : entry.startTime < start)
        return false
      hasNews = true
      if (isNavigation) {
        const end = readEntryNumber(entry, 'loadEventEnd')
        if (end > 0) loaded = end - start
      }
      if (isResource && entry.startTime <= settled + QUIET)
        settled = Math.max(settled, entry.startTime + entry.duration)
      vitals.add(entry, toTarget)
      keep(entry)
      return true
    },
    traceId: options.traceId,
    hasNews: () => hasNews,
    facts: () => {
      hasNews = false
      return {
        time: timeOrigin + start,
        id: options.id,
        tabId: options.tabId,
        url: options.url,
        navigation: options.navigation,
        traceId: options.traceId(),
        duration: duration(),
        vitals: vitals.list(),
        entries,
      }
    },
    duration,
    vitals: vitals.list,
    dropped: () => dropped,
  }
}
