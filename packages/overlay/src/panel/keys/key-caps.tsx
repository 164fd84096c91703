import type { VNode } from 'preact'
import { toKeyCaps } from './key-name.ts'

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')

/** The keys of an action, drawn. Readers hear them from the element that carries the action. */
export function KeyCaps({ keys }: { readonly keys: string }): VNode {
  const way = keys.split('|')[0] ?? keys
  return (
    <span class="fl-kbds" aria-hidden="true">
      {toKeyCaps(way, isMac).map((cap, index) => (
        <kbd key={index} class="fl-kbd">
          {cap}
        </kbd>
      ))}
    </span>
  )
}
