import type { PageLoadRecord } from 'protocol'
import { readField } from './field.ts'
import { timed } from './own-time.ts'
import { createPageLoad } from './page-load.ts'
import type { PageLoad, PageLoadFacts } from './page-load.ts'
import type { TimedEntry } from './page-timing.ts'
import { readPageTrace } from './page-trace.ts'
import { toRandomId } from './random-id.ts'
import { createSoftNavigations } from './soft-navigation.ts'

/** Watches what the browser measures of this page, and sends it when it has come to rest. */
export interface PageWatch {
  readonly current: () => PageLoad
  /** Sends what was not sent yet: somebody is looking. */
  readonly flush: () => void
  readonly close: () => void
}

export interface PageWatchOptions {
  readonly window: Window & typeof globalThis
  readonly tabId: string
  readonly isOwn: (entry: TimedEntry) => boolean
  readonly send: (facts: PageLoadFacts, isLast: boolean) => void
  readonly onChange: () => void
}

/** Why a page load began, and when on the clock of performance entries. */
type Beginning = readonly [navigation: PageLoadRecord['navigation'], start: number]

/** Chromium hides events shorter than 16 ms anyway; those under 40 are no interaction anyone feels. */
const EVENT_THRESHOLD = 40

const entryTypes = [
  'navigation',
  'resource',
  'paint',
  'largest-contentful-paint',
  'layout-shift',
  'first-input',
  'event',
  'long-animation-frame',
]

/** A second after the last entry; twice as long after each time, so that a busy page is not a busy network. */
const FIRST_PAUSE = 1000
const SENDINGS = 8

export function createPageWatch(options: PageWatchOptions): PageWatch {
  const { window, tabId, isOwn, onChange } = options
  const { performance, document } = window
  let timer: number | undefined
  let sendings = 0

  const begin = (...[navigation, start]: Beginning): PageLoad => {
    sendings = 0
    let traceId: string | undefined
    return createPageLoad({
      id: toRandomId(),
      tabId,
      url: window.location.href,
      navigation,
      start,
      timeOrigin: performance.timeOrigin,
      // Kept from the first time on: a soft navigation later gives the SDK another one.
      traceId: () => (traceId ??= readPageTrace(window)),
      toTarget,
      isOwn,
    })
  }

  let current = begin(...readFirst(performance))

  const send = (isLast: boolean): void => {
    window.clearTimeout(timer)
    timer = undefined
    if (!current.hasNews()) return
    sendings++
    options.send(current.facts(), isLast)
  }
  const plan = (): void => {
    if (!current.hasNews() || timer !== undefined) return
    if (sendings >= SENDINGS || document.readyState !== 'complete') return
    timer = window.setTimeout(send, FIRST_PAUSE * 2 ** sendings, false)
  }
  const beginAnew = (navigation: PageLoadRecord['navigation']): void => {
    send(false)
    current = begin(navigation, performance.now())
    resources.observe({ type: 'resource' })
    onChange()
    plan()
  }

  const navigations = createSoftNavigations(window, () => beginAnew('soft'))
  const hear = (list: PerformanceObserverEntryList): void =>
    timed(() => {
      navigations.look()
      // What we fetched ourselves changes nothing that is shown.
      if (list.getEntries().filter(current.add).length === 0) return
      // A page that never stops asking pays for being heard each time.
      if (current.dropped() > 0) resources.disconnect()
      onChange()
      plan()
    })
  const observer = new window.PerformanceObserver(hear)
  const resources = new window.PerformanceObserver(hear)
  const known = window.PerformanceObserver.supportedEntryTypes
  for (const type of entryTypes.filter((name) => known.includes(name))) {
    // Only events take notice of the threshold; TypeScript does not know it yet.
    const init = { type, buffered: true, durationThreshold: EVENT_THRESHOLD }
    if (type === 'resource') resources.observe(init)
    else observer.observe(init)
  }

  const onHide = (): void => {
    if (document.visibilityState === 'hidden') send(true)
  }
  const onPageHide = (): void => send(true)
  const onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) beginAnew('back-forward')
  }
  document.addEventListener('visibilitychange', onHide)
  window.addEventListener('pagehide', onPageHide)
  window.addEventListener('pageshow', onPageShow)

  return {
    current: () => current,
    flush: () => send(false),
    close: () => {
      window.clearTimeout(timer)
      observer.disconnect()
      resources.disconnect()
      navigations.close()
      document.removeEventListener('visibilitychange', onHide)
      window.removeEventListener('pagehide', onPageHide)
      window.removeEventListener('pageshow', onPageShow)
    },
  }
}

/** How the document came, and when somebody first wanted to see it: it may have been rendered before. */
function readFirst(performance: Performance): Beginning {
  const [entry] = performance.getEntriesByType('navigation')
  const activation = Number(readField(entry, 'activationStart') ?? 0)
  if (activation > 0) return ['prerender', activation]
  const type = readField(entry, 'type')
  return [type === 'reload' ? type : type === 'back_forward' ? 'back-forward' : 'load', 0]
}

/** What an entry was measured on, as text: the element itself must not be kept alive. */
function toTarget(entry: TimedEntry): string | undefined {
  const node =
    readField(entry, 'element') ??
    readField(entry, 'target') ??
    readField(readField(readField(entry, 'sources'), 0), 'node')
  if (!(node instanceof Element)) return undefined
  const id = node.id === '' ? '' : `#${node.id}`
  const classes = [...node.classList].slice(0, 2).map((name) => `.${name}`)
  return `${node.localName}${id}${classes.join('')}`.slice(0, 100)
}
