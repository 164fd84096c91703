import { useRef, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { Icon } from '../component/icon.tsx'
import { useDismissed } from '../component/use-dismissed.ts'
import type { ViewName } from '../place/view-name.ts'
import { readScope } from '../scope/scope.ts'
import { usePanel } from '../session/panel.ts'
import { views } from '../views/views.ts'

export interface MoreTabsProps {
  readonly names: readonly ViewName[]
  /** So many of them have room but in the narrowest bar. */
  readonly narrow: number
}

/** The views for which a narrow bar has no room. */
export function MoreTabs({ names, narrow }: MoreTabsProps): VNode {
  const { navigation } = usePanel()
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLSpanElement>(null)
  useDismissed(box, isOpen, () => setOpen(false))
  const place = navigation.place.value
  const isHere = names.indexOf(place.view) >= narrow
  return (
    <span class="fl-tab more" ref={box} aria-current={isHere ? 'page' : undefined}>
      <button
        type="button"
        class="fl-ftoggle"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {isHere ? views[place.view].title : 'More'}
        <Icon name="down" size="xs" />
      </button>
      {isOpen ? (
        <span class="fl-menu fl-more-menu">
          {names.map((name, index) => {
            const target = { view: name, id: undefined, parameters: readScope(place.parameters) }
            return (
              <a
                key={name}
                class={index < narrow ? 'fl-opt narrow' : 'fl-opt'}
                href={navigation.toAddress(target)}
                onClick={(event) => {
                  event.preventDefault()
                  setOpen(false)
                  navigation.go(target)
                }}
              >
                <Icon name={views[name].icon} size="s" class="fl-3rd" />
                {views[name].title}
              </a>
            )
          })}
        </span>
      ) : null}
    </span>
  )
}
