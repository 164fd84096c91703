import type { VNode } from 'preact'
import { usePanel } from '../session/panel.ts'

/** What was just done, said once and politely. */
export function ToastLines(): VNode {
  const { toasts } = usePanel()
  return (
    <div class="fl-toast-lines" role="status">
      {toasts.lines.value.map(({ id, text, isBad }) => (
        <p key={id} class={isBad ? 'fl-toast-line bad' : 'fl-toast-line'}>
          {text}
        </p>
      ))}
    </div>
  )
}
