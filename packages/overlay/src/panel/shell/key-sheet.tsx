import type { VNode } from 'preact'
import { Button } from '../component/button.tsx'
import { Dialog } from '../component/dialog.tsx'
import { KeyCaps } from '../keys/key-caps.tsx'
import { toSheet } from '../keys/key-sheet-model.ts'
import { usePanel } from '../session/panel.ts'

/** Every key that works now, as the parts that are on screen registered them. */
export function KeySheet({ onClose }: { readonly onClose: () => void }): VNode {
  const { keyboard } = usePanel()
  const groups = toSheet(keyboard.layers.value)
  return (
    <Dialog label="Keys" class="fl-sheet" onClose={onClose}>
      <div class="fl-sheet-head">
        <h2>Keys</h2>
        <Button label="Close" icon="close" kind="quiet" isSmall isIconOnly onClick={onClose} />
      </div>
      <div class="fl-sheet-groups">
        {groups.map(({ group, actions }) => (
          <section key={group}>
            <h3 class="fl-h2">{group}</h3>
            <ul>
              {actions.map(({ keys, words }) => (
                <li key={keys}>
                  <span>{words}</span>
                  <KeyCaps keys={keys} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
