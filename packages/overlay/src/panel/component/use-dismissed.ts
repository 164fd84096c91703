import { useEffect } from 'preact/hooks'
import type { RefObject } from 'preact'

/** Closes what is open when one presses elsewhere, or Escape within it; the opener gets the focus back. */
export function useDismissed(
  box: RefObject<HTMLElement | null>,
  isOpen: boolean,
  onClose: () => void,
): void {
  useEffect(() => {
    const element = box.current
    if (!isOpen || element === null) return undefined
    const onDown = ({ target }: Event): void => {
      if (target instanceof Node && !element.contains(target)) onClose()
    }
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      onClose()
      element.querySelector('button')?.focus()
    }
    document.addEventListener('pointerdown', onDown)
    element.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('pointerdown', onDown)
      element.removeEventListener('keydown', onKeyDown)
    }
  }, [isOpen])
}
