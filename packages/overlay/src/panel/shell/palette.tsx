import { useRef, useState } from 'preact/hooks'
import type { TargetedKeyboardEvent, VNode } from 'preact'
import { Dialog } from '../component/dialog.tsx'
import { Icon } from '../component/icon.tsx'
import { useAnswer } from '../data/use-answer.ts'
import { toActive } from '../keys/keyboard.ts'
import { KeyCaps } from '../keys/key-caps.tsx'
import { usePanel } from '../session/panel.ts'
import { toEntries, toFound } from './palette-model.ts'
import type { PaletteEntry } from './palette-model.ts'

/** Goes anywhere and does anything, by what it is called. */
export function Palette({ onClose }: { readonly onClose: () => void }): VNode {
  const { keyboard, navigation } = usePanel()
  const list = useRef<HTMLDivElement>(null)
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  // Read once: while the palette is open it is the only one that is asked.
  const [actions] = useState(() => toActive(keyboard.layers.value))
  const found = toFound(text)
  const issues = useAnswer('issues', found === undefined ? undefined : { query: found, limit: '5' })
  const traces = useAnswer('traces', found === undefined ? undefined : { query: found, limit: '5' })
  const entries = toEntries(text, {
    actions,
    issues: issues.value?.items ?? [],
    traces: traces.value?.items ?? [],
    parameters: navigation.place.value.parameters,
  })
  const entry = entries[Math.min(chosen, entries.length - 1)]

  const take = ({ target, run }: PaletteEntry): void => {
    onClose()
    if (target !== undefined) navigation.go(target)
    run?.()
  }
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setChosen(Math.min(Math.max(chosen + step, 0), entries.length - 1))
    else if (event.key === 'Enter' && entry !== undefined) take(entry)
    else return
    event.preventDefault()
    const row = list.current?.querySelector(`[data-row="${chosen + (step ?? 0)}"]`)
    row?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <Dialog label="Jump to" onClose={onClose}>
      <div class="in">
        <Icon name="search" class="fl-3rd" />
        <input
          type="text"
          role="combobox"
          aria-label="Jump to"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={
            entry === undefined ? undefined : `palette-${entries.indexOf(entry)}`
          }
          autocomplete="off"
          spellcheck={false}
          placeholder="A view, an issue, a trace, a command"
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value)
            setChosen(0)
          }}
          onKeyDown={onKeyDown}
        />
        <KeyCaps keys="Escape" />
      </div>
      <div class="fl-menu" role="listbox" id="palette-list" aria-label="Found" ref={list}>
        {entries.map((each, index) => (
          <div key={each.key} role="presentation">
            {entries[index - 1]?.group === each.group ? null : (
              <div class="h" role="presentation">
                {each.group}
              </div>
            )}
            <div
              id={`palette-${index}`}
              class="fl-opt"
              role="option"
              aria-selected={each === entry}
              data-row={index}
              onClick={() => take(each)}
            >
              <Icon name={each.icon} size="s" class="fl-3rd" />
              <span class="fl-nowrap fl-cut">{each.label}</span>
              <span class="d fl-cut">{each.detail}</span>
              {each.keys === undefined ? null : (
                <span class="n">
                  <KeyCaps keys={each.keys} />
                </span>
              )}
            </div>
          </div>
        ))}
        {entries.length === 0 ? <p class="fl-none">Nothing is called so.</p> : null}
      </div>
    </Dialog>
  )
}
