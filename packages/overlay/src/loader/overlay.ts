import type { LoaderCost, PageFacts } from '../panel-message.ts'
import type { Boot } from './boot.ts'
import type { ChordWatch } from './chord-watch.ts'
import { readField } from './field.ts'
import { createHost } from './host.ts'
import { createIssueNews } from './issue-news.ts'
import type { News } from './issue-news.ts'
import { OPEN_PATH } from './open-path.ts'
import type { PageWatch } from './page-watch.ts'
import type { Opening } from './panel-host.ts'
import { createPill } from './pill.ts'
import { toPillModel } from './pill-model.ts'
import { defaultAnchor } from './placement.ts'
import type { Remembered } from './remembered.ts'
import { styles } from './styles.ts'
import type { Surfaces } from './surfaces.ts'
import { readTab } from './tab-memory.ts'
import { createWire } from './wire.ts'

/** Everything of ours that can be seen in the page. */
export interface Overlay {
  /** Somebody pressed the chord. */
  readonly answer: () => void
  /** The page was measured anew, or went elsewhere. */
  readonly update: () => void
  /** When something larger than the pill was first shown, on the clock of performance entries. */
  readonly openedAt: () => number
  readonly close: () => void
}

export interface OverlayOptions {
  readonly window: Window & typeof globalThis
  readonly boot: Boot
  readonly remembered: Remembered
  readonly watch: PageWatch
  readonly chord: ChordWatch
  /** What the overlay cannot know itself. */
  readonly facts: () => Pick<PageFacts, 'tabId' | 'pageId' | 'traceId'> &
    Pick<LoaderCost, 'dropped'>
  readonly onHide: (until: 'reload' | 'tomorrow') => void
}

/** More than anyone counts; the newest come first. */
const ISSUES = { query: 'kind:error is:unresolved', limit: '50' }

/** A build error from before this page began is why it is blank when it is not older than this. */
const BUILD_AGE = 5000

export function createOverlay(options: OverlayOptions): Overlay {
  const { window, boot, remembered, watch, chord, onHide } = options
  const pageStart = window.performance.timeOrigin
  const host = createHost(window, styles)
  const news = createIssueNews(pageStart, remembered.get().seenAt)
  let surfaces: Surfaces | undefined
  let openedAt = Infinity
  let fetching: Promise<Surfaces | undefined> | undefined

  const fetchSurfaces = async (): Promise<Surfaces | undefined> => {
    try {
      const { createSurfaces } = await import('./surfaces.ts')
      surfaces = createSurfaces({
        window,
        root: host.root,
        pill,
        wire,
        url: boot.url,
        project: boot.project,
        isLeaving: boot.isLeaving,
        remembered,
        chord: chord.text,
        firstPath: () => `pages/${watch.current().id}`,
        facts: () => ({ ...options.facts(), token: wire.token(), chord: chord.text() }),
        openLast: () => openPanel({ path: toLastPath(), takesFocus: true }),
        onHide,
        onFrameKey: chord.onFrameKey,
        onChord: (chosen) => {
          chord.set(chosen)
          remembered.set({ chord: chord.text() })
          surfaces?.tell()
        },
        onSeen: see,
      })
      return surfaces
    } catch {
      // The sidecar is away: what it serves is asked for again.
      fetching = undefined
      return undefined
    }
  }
  const withSurfaces = async (use: (surfaces: Surfaces) => void): Promise<void> => {
    fetching ??= fetchSurfaces()
    const fetched = await fetching
    if (fetched === undefined) return
    openedAt = Math.min(openedAt, window.performance.now())
    use(fetched)
  }

  const openPanel = (opening: Omit<Opening, 'dock'>): void => {
    // What somebody is about to look at.
    watch.flush()
    void withSurfaces((fetched) => fetched.openPanel(opening))
  }

  const wire = createWire({
    window,
    url: boot.url,
    subprotocol: boot.subprotocol,
    fetch: boot.fetch,
    onState: () => {
      update()
      surfaces?.tell()
    },
  })

  const pill = createPill({
    window,
    anchor: remembered.get().anchor ?? boot.anchor ?? defaultAnchor,
    onOpen: () => openPanel({ takesFocus: true }),
    onRest: (isResting) => {
      if (isResting || surfaces !== undefined)
        void withSurfaces((fetched) => fetched.rest(isResting))
    },
  })

  const toLastPath = (): string => {
    const id = news.lastId()
    return id === undefined ? 'issues' : `issues/${id}`
  }

  /** The issues were looked at. */
  const see = (): void => {
    news.see(Date.now())
    remembered.set({ seenAt: Date.now() })
    update()
  }

  const update = (): void => {
    const page = watch.current()
    pill.show(
      toPillModel({
        connection: wire.state(),
        newErrors: news.newCount(),
        loadTime: page.duration(),
        vitals: page.vitals(),
      }),
    )
  }

  const tellNews = ({ fresh, repeated }: News): void => {
    for (const issue of repeated) surfaces?.repeat(issue)
    if (fresh.length > 0) void withSurfaces((fetched) => fetched.raise(fresh))
  }

  const followBuilds = (): void => {
    let last: unknown
    wire.follow('builds', { limit: '1' }, ([newest]) => {
      const id = readField(newest, 'id')
      const age = pageStart - Number(readField(newest, 'time'))
      if (typeof id === 'string' && id !== last && age < BUILD_AGE)
        void withSurfaces((fetched) => fetched.showBuild(id, age > 0))
      last = id
    })
  }

  wire.follow('issues', ISSUES, (items) => {
    tellNews(news.read(items))
    update()
  })
  if (boot.showsBuildErrors) followBuilds()
  if (boot.isLeaving) void withSurfaces(() => undefined)

  const onResize = (): void => {
    pill.settle()
    surfaces?.settle()
  }
  window.addEventListener('resize', onResize)
  remembered.listen(({ anchor, seenAt, chord: chosen }) => {
    if (anchor !== undefined) pill.setAnchor(anchor)
    chord.set(chosen ?? boot.chord)
    news.see(seenAt)
    update()
  })

  update()
  if (boot.hasPill) host.root.append(pill.element)
  pill.settle()
  const path = readTab(window, OPEN_PATH)
  if (path) openPanel({ path, takesFocus: false, isAgain: true })
  else if (boot.opensAtStart) openPanel({ takesFocus: false })

  return {
    answer: () => void withSurfaces((fetched) => fetched.answer()),
    update: () => {
      update()
      surfaces?.tell()
    },
    openedAt: () => openedAt,
    close: () => {
      window.removeEventListener('resize', onResize)
      surfaces?.close()
      wire.close()
      host.close()
    },
  }
}
