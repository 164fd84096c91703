import tokens from '../tokens.css?inline&for=loader/surfaces.css'
import type { LoaderCost, PageFacts } from '../panel-message.ts'
import { toAnchoredCorner } from './anchored-corner.ts'
import { createTabAttention } from './attention.ts'
import { toBeside } from './beside.ts'
import { isBlankPage } from './blank-page.ts'
import { toChordCaps } from './chord-caps.ts'
import { createErrorToast } from './error-toast.ts'
import type { SeenIssue } from './issue-news.ts'
import { createKeyboardLayout } from './keyboard-layout.ts'
import { createLeavingHint } from './leaving-hint.ts'
import { createMendedBuild } from './mended-build.ts'
import { createMenu } from './menu.ts'
import { OPEN_PATH } from './open-path.ts'
import { readOwnTime } from './own-time.ts'
import { createPanelHost } from './panel-host.ts'
import type { Opening } from './panel-host.ts'
import type { Pill } from './pill.ts'
import { addPillMoves } from './pill-moves.ts'
import { readCorner } from './placement.ts'
import { createPolicyWatch } from './policy-watch.ts'
import type { Remembered } from './remembered.ts'
import { createRest } from './rest.ts'
import rules from './surfaces.css?inline'
import { keepInTab } from './tab-memory.ts'
import type { Wire } from './wire.ts'

/**
 * What opens beside the pill: the toast, the menu and the panel. A file of its own, fetched when
 * the first of them is needed, so that a page on which nothing happens does not pay for them.
 */
export interface Surfaces {
  readonly raise: (fresh: readonly SeenIssue[]) => void
  readonly repeat: (issue: SeenIssue) => void
  /** A build failed; `isEarlier`: before this page could know. */
  readonly showBuild: (id: string, isEarlier: boolean) => void
  readonly openPanel: (opening: Omit<Opening, 'dock'>) => void
  readonly isPanelOpen: () => boolean
  /** The panel is told again what only the page knows. */
  readonly tell: () => void
  /** The chord: closes the panel, else goes to the toast, else opens the panel. */
  readonly answer: () => void
  /** Somebody rests on the pill, or no longer. */
  readonly rest: (isResting: boolean) => void
  readonly settle: () => void
  readonly close: () => void
}

export interface SurfacesOptions {
  readonly window: Window & typeof globalThis
  readonly root: ShadowRoot
  readonly pill: Pill
  readonly wire: Wire
  readonly url: string
  readonly project: string
  readonly isLeaving: boolean
  readonly remembered: Remembered
  readonly chord: () => string
  readonly firstPath: () => string
  readonly facts: () => Omit<PageFacts, 'dock' | 'corner' | 'url' | 'cost' | 'violations'> &
    Pick<LoaderCost, 'dropped'>
  readonly openLast: () => void
  readonly onHide: (until: 'reload' | 'tomorrow') => void
  readonly onFrameKey: (event: KeyboardEvent) => void
  readonly onChord: (chord: string) => void
  /** The issues were looked at. */
  readonly onSeen: () => void
}

export function createSurfaces(options: SurfacesOptions): Surfaces {
  const { window, root, pill, wire, url, remembered, onHide } = options
  const { document } = window
  const sheet = new window.CSSStyleSheet()
  sheet.replaceSync(rules + tokens)
  root.adoptedStyleSheets.push(sheet)

  const layout = createKeyboardLayout(window)
  const isMac = /Mac|iPhone|iPad/.test(window.navigator.platform)
  const chordCaps = (): readonly string[] => toChordCaps(options.chord(), isMac, layout.nameOf)

  // A panel that somebody opened is there again after a reload; one that opened by itself is not,
  // because by then the page may be whole.
  let isAsked = false
  const keepOpen = (): void => {
    const path = panel.path()
    keepInTab(window, OPEN_PATH, isAsked && panel.isOpen() ? (path ?? '') : '')
  }
  window.addEventListener('pagehide', keepOpen)

  const panel = createPanelHost({
    window,
    root,
    url,
    project: options.project,
    firstPath: options.firstPath,
    size: (dock) => remembered.get()[dock === 'bottom' ? 'height' : 'width'],
    onSize: (dock, size) => remembered.set(dock === 'bottom' ? { height: size } : { width: size }),
    facts: () => {
      const { dropped, ...facts } = options.facts()
      const cost = { dropped, scriptTime: readOwnTime(), bytes: readOwnBytes(window, url) }
      const violations = policy.list()
      const { dock } = remembered.get()
      const corner = toAnchoredCorner(pill.anchor())
      return { ...facts, cost, violations, dock, corner, url: window.location.href }
    },
    onMessage: (message) => {
      if (message.type === 'close') panel.close()
      else if (message.type === 'dock') {
        remembered.set({ dock: message.dock })
        openPanel({ takesFocus: true })
      } else if (message.type === 'corner') {
        const anchor = readCorner(message.corner)
        if (anchor !== undefined) pill.setAnchor(anchor)
        keepAnchor()
      } else if (message.type === 'chord') options.onChord(message.chord)
      else if (message.type === 'seen') options.onSeen()
    },
    onKey: options.onFrameKey,
    onToggle: (isDocked) => {
      pill.element.hidden = isDocked
      pill.settle()
      options.onSeen()
    },
  })

  const policy = createPolicyWatch(window, () => panel.tell())

  const openPanel = (opening: Omit<Opening, 'dock'>): void => {
    toast.hide()
    menu.hide()
    leaving.hide()
    isAsked = opening.takesFocus || opening.isAgain === true
    // The sidecar's own pages may be framed by themselves only.
    const isOurs = new URL(url).origin === window.location.origin
    panel.open({ ...opening, dock: isOurs ? remembered.get().dock : 'window' })
  }

  const toast = createErrorToast({
    window,
    root,
    wire,
    chordCaps,
    place: (card) => putBeside(card),
    onOpen: (path) => openPanel({ path, takesFocus: true }),
  })

  const menu = createMenu({
    document,
    entries: [
      { label: 'Open Footlight', isChord: true, run: () => openPanel({ takesFocus: true }) },
      { label: 'Last error', isChord: false, run: options.openLast },
      { label: 'Hide until reload', isChord: false, run: () => onHide('reload') },
      { label: 'Hide until tomorrow', isChord: false, run: () => onHide('tomorrow') },
    ],
    chordCaps,
    onRest: (isResting) => rest.set('menu', isResting),
  })

  const leaving = createLeavingHint({
    window,
    wire,
    isLeaving: options.isLeaving,
    place: (card) => putBeside(card),
    onOpen: () => openPanel({ path: 'arrivals?part=quota', takesFocus: true }),
    mayShow: () => !toast.isShown() && !panel.isOpen() && menu.element.hidden !== false,
  })

  const rest = createRest(window, (isResting) => {
    if (!isResting || toast.isShown()) {
      menu.hide()
      leaving.look()
      return
    }
    leaving.hide()
    menu.show()
    putBeside(menu.element)
  })

  const attention = createTabAttention({
    window,
    onOpen: (id) => openPanel({ path: `issues/${id}`, takesFocus: true }),
  })

  const keepAnchor = (): void => {
    remembered.set({ anchor: pill.anchor() })
    toast.settle()
    panel.tell()
  }
  addPillMoves(window, pill, keepAnchor)

  // What opened by itself goes by itself, unless somebody is at work in it by then.
  const mended = createMendedBuild(window, wire, () => {
    if (!isAsked && !root.contains(root.activeElement)) panel.close()
  })

  const putBeside = (element: HTMLElement): void => {
    const { offsetWidth: width, offsetHeight: height, style } = element
    const view = { width: window.innerWidth, height: window.innerHeight }
    const { x, y } = toBeside(pill.place(), pill.anchor(), { width, height }, view)
    style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`
  }

  root.append(panel.element, toast.element, menu.element, leaving.element)
  leaving.look()
  return {
    raise: (fresh) => {
      for (const issue of fresh) attention.raise(issue)
      const [first] = fresh
      if (first === undefined || document.hidden || panel.isOpen()) return
      if (isBlankPage(document)) openPanel({ path: `issues/${first.id}`, takesFocus: false })
      else {
        menu.hide()
        leaving.hide()
        toast.raise(fresh)
      }
    },
    repeat: toast.repeat,
    showBuild: (id, isEarlier) => {
      if (isEarlier && !isBlankPage(document)) return
      mended.fail()
      const isAgain = panel.isOpen() && isAsked
      openPanel({ path: `${options.firstPath()}?build=${id}`, takesFocus: false, isAgain })
    },
    openPanel,
    isPanelOpen: panel.isOpen,
    tell: panel.tell,
    answer: () => {
      if (panel.isOpen()) panel.close()
      else if (toast.isShown() && !toast.isFocused()) toast.focus()
      else openPanel({ takesFocus: true })
    },
    rest: (isResting) => rest.set('pill', isResting),
    settle: toast.settle,
    close: () => {
      window.removeEventListener('pagehide', keepOpen)
      rest.close()
      attention.close()
      mended.close()
      leaving.close()
      policy.close()
      panel.end()
      toast.hide()
    },
  }
}

function readOwnBytes({ performance }: Window, url: string): number {
  const own = performance.getEntriesByType('resource').filter(({ name }) => name.startsWith(url))
  const sizes = own.map((entry): unknown => Reflect.get(entry, 'encodedBodySize'))
  return sizes.reduce<number>((sum, size) => sum + (typeof size === 'number' ? size : 0), 0)
}
