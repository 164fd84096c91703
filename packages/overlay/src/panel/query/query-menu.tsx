import { useEffect, useRef } from 'preact/hooks'
import type { VNode } from 'preact'
import { KeyCaps } from '../keys/key-caps.tsx'
import type { Suggestion } from './suggestion.ts'

export interface QueryMenuProps {
  readonly id: string
  readonly suggestions: readonly Suggestion[]
  readonly chosen: number
  readonly onTake: (suggestion: Suggestion) => void
}

/** What can be put at the cursor. The field keeps the focus. */
export function QueryMenu({ id, suggestions, chosen, onTake }: QueryMenuProps): VNode {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <div class="fl-menu fl-query-menu">
      <div role="listbox" id={id} aria-label="Completions" ref={list}>
        {suggestions.map((suggestion, index) => {
          const isFirst = suggestions[index - 1]?.group !== suggestion.group
          return (
            <div key={`${suggestion.group} ${suggestion.label}`} role="presentation">
              {isFirst ? (
                <div class="h" role="presentation">
                  {suggestion.group}
                </div>
              ) : null}
              <div
                id={`${id}-${index}`}
                class="fl-opt"
                role="option"
                aria-selected={index === chosen}
                onMouseDown={(event) => {
                  // Before the field loses the focus and takes the menu away.
                  event.preventDefault()
                  onTake(suggestion)
                }}
              >
                <span class="k fl-cut">{suggestion.label}</span>
                <span class="d n fl-cut">{suggestion.detail}</span>
              </div>
            </div>
          )
        })}
      </div>
      <div class="foot">
        <span class="fl-row t">
          <KeyCaps keys="ArrowUp ArrowDown" /> choose
        </span>
        <span class="fl-row t">
          <KeyCaps keys="Tab" /> complete
        </span>
        <span class="fl-row t">
          <KeyCaps keys="!" /> exclude
        </span>
      </div>
    </div>
  )
}
