import { toElement } from './element.ts'

export interface ResizerOptions {
  readonly window: Window & typeof globalThis
  readonly dock: 'bottom' | 'right'
  readonly size: number
  readonly apply: (size: number) => void
  readonly onSize: (size: number) => void
}

const least = { bottom: 240, right: 320 }

/** So much of the page stays in sight. */
const REST = 40

const STEP = 24

/** The edge of the docked panel towards the page: dragged, or moved by arrow keys. */
export function createResizer({ window, dock, size, apply, onSize }: ResizerOptions): HTMLElement {
  const isBottom = dock === 'bottom'
  const element = toElement(window.document, 'div', {
    class: 'resizer',
    role: 'separator',
    tabindex: '0',
    'aria-label': 'Size of the panel',
    'aria-orientation': isBottom ? 'horizontal' : 'vertical',
  })
  let current = size
  let isGrabbed = false

  const set = (next: number): void => {
    const room = (isBottom ? window.innerHeight : window.innerWidth) - REST
    current = Math.round(Math.max(Math.min(next, room), Math.min(least[dock], room)))
    element.setAttribute('aria-valuenow', String(current))
    apply(current)
  }
  set(size)

  element.addEventListener('pointerdown', ({ pointerId }) => {
    isGrabbed = true
    // Else the pointer is the frame's as soon as it is over it.
    element.setPointerCapture(pointerId)
  })
  element.addEventListener('pointermove', ({ clientX, clientY }) => {
    if (isGrabbed) set(isBottom ? window.innerHeight - clientY : window.innerWidth - clientX)
  })
  element.addEventListener('lostpointercapture', () => {
    isGrabbed = false
    onSize(current)
  })
  element.addEventListener('keydown', ({ key }) => {
    const grows = isBottom ? 'ArrowUp' : 'ArrowLeft'
    const shrinks = isBottom ? 'ArrowDown' : 'ArrowRight'
    if (key !== grows && key !== shrinks) return
    set(current + (key === grows ? STEP : -STEP))
    onSize(current)
  })
  return element
}
