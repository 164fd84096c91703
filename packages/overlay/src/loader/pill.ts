import { errorShape, toElement, toShapeElement } from './element.ts'
import type { Shape } from './element.ts'
import type { PillModel } from './pill-model.ts'
import { edges, isFolded, toShift } from './placement.ts'
import type { Box, PillAnchor } from './placement.ts'

/** The light in the corner. */
export interface Pill {
  readonly element: HTMLElement
  readonly show: (model: PillModel) => void
  /** Where it is now, for what stands beside it. */
  readonly place: () => Box
  readonly anchor: () => PillAnchor
  readonly setAnchor: (anchor: PillAnchor) => void
  /** Looks again where there is room: the window or the page has changed. */
  readonly settle: () => void
}

export interface PillOptions {
  readonly window: Window & typeof globalThis
  readonly anchor: PillAnchor
  readonly onOpen: () => void
  /** Somebody rests on it, with the pointer or the focus; or no longer. */
  readonly onRest: (isResting: boolean) => void
}

const unlit: Shape = ['unlit', 16, '', 'M2.2 6.9a6 6 0 0 1 11.6 0M2 9.1h12a6 5.6 0 0 1-12 0z']

const glyphs = {
  error: errorShape,
  gauge: ['gauge', 14, '', 'M2.2 11a5.5 5.5 0 1 1 9.6 0zM7 8.5l2-2.6'],
} as const

export function createPill(options: PillOptions): Pill {
  const { window, onOpen, onRest } = options
  const { document } = window
  let { anchor } = options
  let shown = ''
  let shift = 0

  const element = toElement(document, 'button', { class: `pill ${anchor.edge}`, type: 'button' })
  // Where it is on its edge is the style sheet's: a page that loads has no layout to be asked for yet.
  element.style.setProperty('--at', String(anchor.at))

  const setShift = (next: number): void => {
    if (next === shift) return
    shift = next
    element.style.setProperty('--shift', `${next}px`)
  }
  const settle = (): void => {
    // Called when the browser has laid out the page by itself; to ask before would make it do so for us.
    const observer = new window.IntersectionObserver(() => {
      observer.disconnect()
      // Where it would be without what it made room for before.
      const box = readBox(element)
      const place = isFolded(anchor)
        ? { ...box, top: box.top - shift }
        : { ...box, left: box.left - shift }
      const view = { width: window.innerWidth, height: window.innerHeight }
      setShift(toShift(place, anchor, findObstacles(document, place), view))
    })
    observer.observe(element)
  }

  // Else the click would take the focus out of the field that somebody is typing in.
  element.addEventListener('mousedown', (event) => event.preventDefault())
  element.addEventListener('click', onOpen)
  element.addEventListener('pointerenter', () => onRest(true))
  element.addEventListener('pointerleave', () => onRest(false))
  element.addEventListener('focus', () => onRest(true))
  element.addEventListener('blur', () => onRest(false))

  return {
    element,
    show: (model) => {
      const text = JSON.stringify(model)
      if (text === shown) return
      shown = text
      const light =
        model.light === 'off'
          ? toShapeElement(document, unlit)
          : toElement(document, 'span', { class: 'lamp' })
      const segments = model.segments.map(({ tone, glyph, text: said }) =>
        toElement(
          document,
          'span',
          { class: `segment ${tone}` },
          ...(glyph === undefined ? [] : [toShapeElement(document, glyphs[glyph])]),
          toElement(document, 'span', {}, said),
        ),
      )
      element.replaceChildren(light, ...segments)
      element.dataset['light'] = model.light
      element.setAttribute('aria-label', model.label)
    },
    place: () => readBox(element),
    anchor: () => anchor,
    setAnchor: (next) => {
      anchor = next
      element.classList.remove(...edges)
      element.classList.add(anchor.edge)
      element.style.setProperty('--at', String(anchor.at))
      setShift(0)
      settle()
    },
    settle,
  }
}

/** The app's own fixed controls under the place: chat buttons, tab bars. */
function findObstacles(document: Document, place: Box): readonly Box[] {
  const found = new Set<Element>()
  const { left, top, width, height } = place
  // Where something as narrow as a button would be hit.
  for (let x = left + 1; x < left + width; x += 24) {
    for (const element of document.elementsFromPoint(x, top + height / 2)) {
      const control = element.closest('button, a, input, select, textarea, [role="button"]')
      if (control !== null && isFixed(control)) found.add(control)
    }
  }
  return Array.from(found, readBox)
}

function readBox(element: Element): Box {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { left, top, width, height }
}

function isFixed(element: Element): boolean {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const position = getComputedStyle(at).position
    if (position === 'fixed' || position === 'sticky') return true
  }
  return false
}
