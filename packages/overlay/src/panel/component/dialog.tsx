import { useEffect, useRef } from 'preact/hooks'
import type { ComponentChildren, VNode } from 'preact'
import { useKeys } from '../keys/use-keys.ts'

export interface DialogProps {
  readonly label: string
  readonly class?: string
  readonly children: ComponentChildren
  readonly onClose: () => void
}

/** A native modal dialog: the browser keeps focus inside and gives it back. */
export function Dialog({ label, class: more, children, onClose }: DialogProps): VNode {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = element.current
    const before = document.activeElement
    dialog?.showModal()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  useKeys([{ keys: 'Escape', words: 'Close', group: label, isInFields: true, run: onClose }], true)
  return (
    <dialog
      ref={element}
      class={['fl-dialog', more].filter(Boolean).join(' ')}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        // Only the backdrop is the dialog itself; everything inside is a child.
        if (event.target === element.current) onClose()
      }}
    >
      <div class="fl-dialog-body">{children}</div>
    </dialog>
  )
}
