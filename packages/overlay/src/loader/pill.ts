import { errorShape, toElement, toShapeElement } from './element.ts'
import type { Shape } from './element.ts'
import type { PillModel } from './pill-model.ts'
import { edges, toShift } from './placement.ts'
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

  const element = toElement(document, 'button', { class: `pill ${anchor.edge}`, type: 'button' })
  // Where it is on its edge is the style sheet's: a page that loads has no layout to be asked for yet.
  element.style.setProperty('--at', String(anchor.at))

  const settle = (): void => {
    const { classList, style } = element
    classList.remove(...edges)
    classList.add(anchor.edge)
    style.setProperty('--at', String(anchor.at))
    style.setProperty('--shift', '0px')
    const place = readBox(element)
    const view = { width: window.innerWidth, height: window.innerHeight }
    const shift = toShift(place, anchor, findObstacles(document, place), view)
    style.setProperty('--shift', `${shift}px`)
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
