import type { Dock } from '../dock.ts'
import { readPanelMessage, toPosted } from '../panel-message.ts'
import type { PageFacts, PanelMessage } from '../panel-message.ts'
import { toElement } from './element.ts'
import { createResizer } from './resizer.ts'

/** The panel, in a frame at an edge of the page or in a window of its own. */
export interface PanelHost {
  /** The frame, while the panel is docked. */
  readonly element: HTMLElement
  readonly open: (opening: Opening) => void
  readonly close: () => void
  readonly isOpen: () => boolean
  /** Where in the panel somebody is: `issues/4f2a?query=…`. */
  readonly path: () => string | undefined
  /** Says again what only the page knows. */
  readonly tell: () => void
  readonly end: () => void
}

export interface Opening {
  /** Where to; where it was last unless told. */
  readonly path?: string
  readonly dock: Dock
  /** Somebody asked for it; a panel that opens by itself leaves the focus where it is. */
  readonly takesFocus: boolean
  /** Somebody had it open already: in this page, or before it was loaded anew. */
  readonly isAgain?: boolean
}

export interface PanelHostOptions {
  readonly window: Window & typeof globalThis
  readonly root: ShadowRoot
  /** Where the panel is served, with the slash. */
  readonly url: string
  readonly project: string
  readonly firstPath: () => string
  readonly size: (dock: 'bottom' | 'right') => number
  readonly onSize: (dock: 'bottom' | 'right', size: number) => void
  readonly facts: () => PageFacts
  readonly onMessage: (message: PanelMessage) => void
  /** Keys pressed inside the frame are not heard by the page. */
  readonly onKey: (event: KeyboardEvent) => void
  /** It was opened or closed; whether it now covers a part of the page. */
  readonly onToggle: (isDocked: boolean) => void
}

/** A frame that says nothing for so long was not let in: by `X-Frame-Options`, or by a policy. */
const READY_LIMIT = 5000

export function createPanelHost(options: PanelHostOptions): PanelHost {
  const { window, root, url, onMessage, onKey, onToggle } = options
  const { document } = window
  const { origin } = new URL(url)
  const element = toElement(document, 'div', { class: 'frame', hidden: '' })
  let frame: HTMLIFrameElement | undefined
  let popup: Window | null = null
  let before: Element | null = null
  let lastPath: string | undefined
  let takesFocus = false
  let timer: number | undefined

  const peer = (): Window | null => frame?.contentWindow ?? popup
  const post = (message: Parameters<typeof toPosted>[0]): void => {
    peer()?.postMessage(toPosted(message), origin)
  }
  const tell = (): void => {
    if (peer() !== null) post({ type: 'page', facts: options.facts() })
  }

  const readPath = (): string | undefined => {
    try {
      const href = peer()?.location.href ?? ''
      return href.startsWith(url) ? href.slice(url.length) : undefined
    } catch {
      // Of another origin, where the sidecar is not behind the dev server.
      return undefined
    }
  }

  const openFrame = (dock: 'bottom' | 'right', path: string): void => {
    const made = toElement(document, 'iframe', { title: 'Footlight', allow: 'clipboard-write' })
    made.src = url + path
    // The panel is of our own origin; elsewhere the frame keeps its keys to itself.
    made.addEventListener('load', () => {
      try {
        made.contentWindow?.addEventListener('keydown', onKey, true)
      } catch {
        return
      }
    })
    frame = made
    element.className = `frame ${dock}`
    element.replaceChildren(
      createResizer({
        window,
        dock,
        size: options.size(dock),
        apply: (size) => {
          element.style.setProperty(dock === 'bottom' ? 'height' : 'width', `${size}px`)
          element.style.removeProperty(dock === 'bottom' ? 'width' : 'height')
        },
        onSize: (size) => options.onSize(dock, size),
      }),
      made,
    )
    element.hidden = false
    timer = window.setTimeout(explain, READY_LIMIT)
  }

  const openWindow = (path: string): void => {
    popup = window.open(url + path, `footlight-${options.project}`, 'popup,width=1120,height=760')
    onToggle(false)
  }

  const explain = (): void => {
    const button = toElement(
      document,
      'button',
      { type: 'button', class: 'entry' },
      'Open in a window',
    )
    button.addEventListener('click', () => {
      close()
      openWindow(lastPath ?? options.firstPath())
    })
    const reason =
      'This page lets no frame in: its X-Frame-Options or Content-Security-Policy (frame-src) forbids it.'
    frame = undefined
    element.lastElementChild?.replaceWith(
      toElement(document, 'p', { class: 'reason' }, reason, button),
    )
  }

  const close = (): void => {
    window.clearTimeout(timer)
    lastPath = readPath() ?? lastPath
    popup?.close()
    popup = null
    frame = undefined
    if (element.hidden) return
    element.replaceChildren()
    element.hidden = true
    onToggle(false)
    if (before instanceof window.HTMLElement && before.isConnected)
      before.focus({ preventScroll: true })
    before = null
  }

  const onPosted = (event: MessageEvent): void => {
    if (event.origin !== origin || event.source === null || event.source === window) return
    if (event.source !== peer()) return
    const message = readPanelMessage(event.data)
    if (message === undefined) return
    if (message.type === 'ready') {
      window.clearTimeout(timer)
      tell()
      if (takesFocus) frame?.contentWindow?.focus()
    }
    onMessage(message)
  }
  window.addEventListener('message', onPosted)

  return {
    element,
    open: (opening) => {
      const path = opening.path ?? readPath() ?? lastPath ?? options.firstPath()
      const isThere = opening.dock === 'window' ? popup?.closed === false : frame !== undefined
      const isSame =
        isThere && (opening.dock === 'window' || element.classList.contains(opening.dock))
      if (isSame) {
        if (opening.path !== undefined) post({ type: 'open', path })
        if (opening.takesFocus) peer()?.focus()
        return
      }
      const previous = element.hidden ? (root.activeElement ?? document.activeElement) : before
      close()
      takesFocus = opening.takesFocus
      if (opening.dock === 'window') openWindow(path)
      else {
        before = previous
        openFrame(opening.dock, path)
        onToggle(true)
      }
    },
    close,
    isOpen: () => !element.hidden || popup?.closed === false,
    path: () => readPath() ?? lastPath,
    tell,
    end: () => {
      window.removeEventListener('message', onPosted)
      close()
    },
  }
}
