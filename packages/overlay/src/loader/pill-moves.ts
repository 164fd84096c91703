import { toMovedAnchor, toNearestAnchor } from './moved-anchor.ts'
import type { Pill } from './pill.ts'
import type { PillAnchor, Point } from './placement.ts'

/** A click wavers by so much. */
const SLOP = 6

/** Lets the pill be dragged to any edge, and moved by the arrow keys. */
export function addPillMoves(window: Window, pill: Pill, onMoved: () => void): void {
  const { element } = pill
  let grabbed: Point | undefined
  let isDragged = false

  const move = (anchor: PillAnchor): void => {
    pill.setAnchor(anchor)
    onMoved()
  }

  const grab = ({ clientX, clientY, buttons, pointerId }: PointerEvent): void => {
    if (buttons !== 1 || grabbed !== undefined) return
    grabbed = { x: clientX, y: clientY }
    // Else a fast pointer leaves the pill behind.
    element.setPointerCapture(pointerId)
  }
  element.addEventListener('pointerdown', grab)
  element.addEventListener('pointermove', (event) => {
    // A finger may have been down before this was fetched.
    grab(event)
    if (grabbed === undefined) return
    const { clientX, clientY } = event
    isDragged ||= Math.hypot(clientX - grabbed.x, clientY - grabbed.y) > SLOP
    if (!isDragged) return
    element.classList.add('dragged')
    element.style.translate = `${clientX - grabbed.x}px ${clientY - grabbed.y}px`
  })
  element.addEventListener('pointerup', ({ clientX, clientY }) => {
    if (!isDragged) return
    const view = { width: window.innerWidth, height: window.innerHeight }
    move(toNearestAnchor({ x: clientX, y: clientY }, view))
  })
  element.addEventListener('lostpointercapture', () => {
    grabbed = undefined
    element.classList.remove('dragged')
    element.style.translate = ''
  })
  element.addEventListener(
    'click',
    (event) => {
      // It was let go, and not pressed.
      if (isDragged) event.stopImmediatePropagation()
      isDragged = false
    },
    true,
  )
  element.addEventListener('keydown', (event) => {
    const moved = toMovedAnchor(pill.anchor(), event.key)
    if (moved === undefined) return
    event.preventDefault()
    move(moved)
  })
}
