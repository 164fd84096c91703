import { noteOwnEvent } from './own-events.ts'

/** The element that holds everything of ours in the page. */
export interface Host {
  readonly root: ShadowRoot
  readonly element: HTMLElement
  /** Puts it where it can be seen and used: into the topmost modal dialog, else under `<html>`. */
  readonly place: () => void
  readonly close: () => void
}

const TAG = 'footlight-overlay'

/** Sentry's SDKs leave clicks out of traces on elements whose id begins so, and replays what has the class. */
const ID = 'sentry-spotlight-footlight'
const CLASS = 'sentry-block'

/** What dialog libraries put on everything beside a dialog. */
const foreignMarks = ['inert', 'aria-hidden', 'hidden', 'style']

/** A page that takes it out every time wins: two that never give in would stop the tab. */
const RETURNS = 50
const RETURN_WINDOW = 1000

/**
 * A child of `<html>`, not of `<body>`: frameworks hydrate, swap and hide what is in the body. It
 * is a custom element, because only that is told when the page takes it out, whatever the page
 * removes: our element, the dialog around it, the body, the document element.
 */
export function createHost(window: Window & typeof globalThis, styles: string): Host {
  const { document } = window
  let isClosed = false
  let returns = 0
  let firstReturn = 0

  const returnLater = (): void => {
    const now = window.performance.now()
    if (now - firstReturn > RETURN_WINDOW) {
      firstReturn = now
      returns = 0
    }
    if (isClosed || ++returns > RETURNS) return
    window.queueMicrotask(() => {
      if (!element.isConnected && !isClosed) place()
    })
  }

  const element = toHostElement(window, returnLater)
  element.id = ID
  element.className = CLASS
  const root = element.attachShadow({ mode: 'closed' })
  // Made by this window's own class: those of another document cannot be adopted.
  const sheet = new window.CSSStyleSheet()
  sheet.replaceSync(styles)
  root.adoptedStyleSheets = [sheet]
  keepToOurselves(root)

  const modals = createModals(document)
  const place = (): void => {
    const parent = modals.topmost() ?? document.documentElement
    if (parent === null || element.parentNode === parent) return
    move(parent, element)
    if (parent === document.documentElement) element.popover = null
    else raise()
  }
  /** Over everything that was opened before: where no z-index reaches, and no transform catches us. */
  const raise = (): void => {
    element.popover = null
    element.popover = 'manual'
    element.showPopover()
  }

  const marks = new window.MutationObserver(() => {
    for (const name of foreignMarks) element.removeAttribute(name)
  })
  marks.observe(element, { attributeFilter: foreignMarks })

  // A dialog tells its parents nothing of being shown or closed, but capturing listeners hear it.
  const events = ['toggle', 'close', 'focusin'] as const
  const onLayer = (event: Event): void => {
    // Of what happens inside other shadow trees only the focus is told, and the way it came.
    for (const target of event.composedPath()) modals.meet(target)
    place()
    const { target } = event
    if (event.type !== 'toggle' || target === element || !(target instanceof Element)) return
    if (target.matches(':popover-open')) raise()
  }
  for (const type of events) document.addEventListener(type, onLayer, true)
  place()

  return {
    root,
    element,
    place,
    close: () => {
      isClosed = true
      marks.disconnect()
      for (const type of events) document.removeEventListener(type, onLayer, true)
      element.remove()
    },
  }
}

function toHostElement(window: Window & typeof globalThis, onRemoved: () => void): HTMLElement {
  class FootlightOverlay extends window.HTMLElement {
    disconnectedCallback(): void {
      onRemoved()
    }
    /** Being here, a move by `moveBefore` is no removal. */
    connectedMoveCallback(): void {}
  }
  const known = window.customElements.get(TAG)
  if (known === undefined) window.customElements.define(TAG, FootlightOverlay)
  return window.document.createElement(TAG)
}

/**
 * Modal dialogs make everything outside them inert, even what lies above: to be clickable one has
 * to be inside the topmost. That is the one shown last, and not the last in the document.
 */
function createModals(document: Document): {
  readonly meet: (target: EventTarget) => void
  readonly topmost: () => HTMLDialogElement | undefined
} {
  let order: readonly HTMLDialogElement[] = []
  const meet = (target: EventTarget): void => {
    if (!(target instanceof HTMLDialogElement) || !isModal(target)) return
    if (!order.includes(target)) order = [...order, target]
  }
  return {
    meet,
    topmost: () => {
      order = order.filter(isModal)
      for (const dialog of document.querySelectorAll('dialog:modal')) meet(dialog)
      return order.at(-1)
    },
  }
}

function isModal(dialog: HTMLDialogElement): boolean {
  return dialog.isConnected && dialog.matches(':modal')
}

/** Where it can, a move keeps the panel's frame loaded. */
function move(parent: Element, element: HTMLElement): void {
  if (element.isConnected && 'moveBefore' in parent && typeof parent.moveBefore === 'function') {
    try {
      parent.moveBefore(element, null)
      return
    } catch {
      // Not across documents.
    }
  }
  parent.append(element)
}

const keptTypes = [
  'keydown',
  'keyup',
  'pointerdown',
  'pointerup',
  'mousedown',
  'click',
  'wheel',
  'focusin',
  'focusout',
]

/** What is typed and clicked here is not the app's: its shortcuts would see our host as their target. */
function keepToOurselves(root: ShadowRoot): void {
  for (const type of keptTypes) {
    root.addEventListener(type, (event) => {
      event.stopPropagation()
      noteOwnEvent(event)
    })
  }
}
