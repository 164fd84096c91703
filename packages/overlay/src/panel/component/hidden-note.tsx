import type { VNode } from 'preact'
import { toCountText } from '../format/number.ts'
import { scopeKeys } from '../scope/scope.ts'
import { usePanel } from '../session/panel.ts'

/** How many only the scope keeps out of sight, and the way to see them. */
export function HiddenNote({ hidden }: { readonly hidden: number }): VNode | null {
  const { navigation } = usePanel()
  if (hidden === 0) return null
  return (
    <div class="fl-hidden-note">
      <span>{toCountText(hidden)} hidden by the scope</span>
      <button
        type="button"
        class="fl-link"
        onClick={() => navigation.set(Object.fromEntries(scopeKeys.map((key) => [key, undefined])))}
      >
        Reveal
      </button>
    </div>
  )
}
