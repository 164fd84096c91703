import type { VNode } from 'preact'
import type { Dock } from '../../dock.ts'
import { Button } from '../component/button.tsx'
import type { IconName } from '../component/icon.tsx'
import { usePanel } from '../session/panel.ts'

const docks: readonly (readonly [Dock, IconName, string])[] = [
  ['bottom', 'dockBottom', 'Dock to the bottom'],
  ['right', 'dockRight', 'Dock to the right'],
  ['window', 'dockWindow', 'Open in its own window'],
]

/** Where in the page the panel stands. Alone in a tab there is nothing to choose. */
export function DockButtons(): VNode | null {
  const { host } = usePanel()
  if (!host.isThere) return null
  const now = host.facts.value?.dock
  return (
    <>
      <span class="fl-sep dockb" />
      <span class="dockb fl-row t">
        {docks.map(([dock, icon, label]) => (
          <Button
            key={dock}
            label={label}
            icon={icon}
            kind="quiet"
            isSmall
            isIconOnly
            isPressed={dock === now}
            onClick={() => host.tell({ type: 'dock', dock })}
          />
        ))}
      </span>
      <Button
        label="Close"
        icon="close"
        kind="quiet"
        isSmall
        isIconOnly
        onClick={() => host.tell({ type: 'close' })}
      />
    </>
  )
}
