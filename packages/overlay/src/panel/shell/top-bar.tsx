import { useRef } from 'preact/hooks'
import type { TargetedKeyboardEvent, VNode } from 'preact'
import { Button } from '../component/button.tsx'
import { Icon } from '../component/icon.tsx'
import { useLive } from '../data/use-live.ts'
import { toCountText, toShortCountText } from '../format/number.ts'
import { KeyCaps } from '../keys/key-caps.tsx'
import { viewNames } from '../place/view-name.ts'
import type { ViewName } from '../place/view-name.ts'
import { readScope, toScopedQuery } from '../scope/scope.ts'
import { ScopeSwitch } from '../scope/scope-switch.tsx'
import { usePanel } from '../session/panel.ts'
import { views } from '../views/views.ts'
import { DockButtons } from './dock-buttons.tsx'
import { Logo } from './logo.tsx'
import { MoreTabs } from './more-tabs.tsx'

/** The same in every dock: views, scope, and what is done with the panel itself. */
export function TopBar({ onPalette }: { readonly onPalette: () => void }): VNode {
  const { navigation } = usePanel()
  const nav = useRef<HTMLElement>(null)
  const place = navigation.place.value
  const scope = readScope(place.parameters)
  const fresh = useLive('issues', { query: toScopedQuery('is:new', scope), limit: '0' })
  const hot = fresh.value?.total ?? 0

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    const tabs = [...(nav.current?.querySelectorAll('a') ?? [])]
    const at = tabs.findIndex((tab) => tab === document.activeElement)
    tabs.at((at + step) % tabs.length)?.focus()
    event.preventDefault()
  }

  return (
    <header class="fl-top">
      <span class="fl-logo">
        <Logo />
      </span>
      <nav class="fl-tabs" aria-label="Views" ref={nav} onKeyDown={onKeyDown}>
        {viewNames.map((name, index) => (
          <Tab
            key={name}
            name={name}
            room={index < NARROWEST ? 'always' : index < FIRST ? 'narrow' : 'rest'}
            isHere={name === place.view}
            hot={name === 'issues' ? hot : 0}
          />
        ))}
        <MoreTabs names={viewNames.slice(NARROWEST)} narrow={FIRST - NARROWEST} />
      </nav>
      <div class="fl-tools">
        <ScopeSwitch />
        <span class="fl-sep wide" />
        <button type="button" class="fl-find wide" onClick={onPalette}>
          <Icon name="search" size="s" />
          Jump to
          <KeyCaps keys="mod+k" />
        </button>
        <Button
          label="Jump to"
          icon="search"
          kind="quiet"
          isSmall
          isIconOnly
          class="slim"
          onClick={onPalette}
        />
        <DockButtons />
      </div>
    </header>
  )
}

/** So many stay in a narrow bar, and in the narrowest; the others go under More. */
const FIRST = 4
const NARROWEST = 3

interface TabProps {
  readonly name: ViewName
  readonly room: 'always' | 'narrow' | 'rest'
  readonly isHere: boolean
  readonly hot: number
}

function Tab({ name, room, isHere, hot }: TabProps): VNode {
  const { navigation } = usePanel()
  const target = {
    view: name,
    id: undefined,
    parameters: readScope(navigation.place.value.parameters),
  }
  return (
    <a
      class={room === 'always' ? 'fl-tab' : `fl-tab ${room}`}
      href={navigation.toAddress(target)}
      aria-current={isHere ? 'page' : undefined}
      tabIndex={isHere ? 0 : -1}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        navigation.go(target)
      }}
    >
      <span>{views[name].title}</span>
      {hot === 0 ? null : (
        <span class="n hot" title={`${toCountText(hot)} new`}>
          {toShortCountText(hot)}
        </span>
      )}
    </a>
  )
}
