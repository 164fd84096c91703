import { useRef, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { Button } from '../component/button.tsx'
import { Icon } from '../component/icon.tsx'
import { toFilterValue } from '../component/json-text.ts'
import { useDismissed } from '../component/use-dismissed.ts'
import { useAnswer } from '../data/use-answer.ts'
import { usePanel } from '../session/panel.ts'
import { isScoped, readScope, scopeKeys, toScopeWords } from './scope.ts'
import type { ScopeKey } from './scope.ts'

const words: Readonly<Record<ScopeKey, string>> = {
  service: 'Service',
  project: 'Project',
  environment: 'Environment',
  release: 'Release',
  run: 'Run',
  tab: 'Tab',
}

/** Narrows every view at once. What it hides is counted where it hides it. */
export function ScopeSwitch(): VNode {
  const { navigation, host } = usePanel()
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLSpanElement>(null)
  const scope = readScope(navigation.place.value.parameters)
  const tabId = host.facts.value?.tabId
  useDismissed(box, isOpen, () => setOpen(false))
  return (
    <span class="fl-scope" ref={box}>
      <button
        type="button"
        class={isScoped(scope) ? 'fl-btn quiet s you' : 'fl-btn quiet s'}
        aria-expanded={isOpen}
        aria-haspopup="dialog"
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="eye" size="s" />
        <span class="fl-scope-words">
          <span class="fl-hide">Scope: </span>
          {toScopeWords(scope)}
        </span>
        <Icon name="down" size="xs" />
      </button>
      {isOpen ? (
        <div class="fl-menu fl-scope-menu" role="dialog" aria-label="Scope">
          {scopeKeys.map((key) =>
            key === 'tab' ? (
              <TabRow key={key} tab={scope.tab} own={tabId} />
            ) : (
              <ScopeRow key={key} name={key} value={scope[key]} />
            ),
          )}
          <div class="foot">
            <Button
              label="Show everything"
              isSmall
              onClick={() =>
                navigation.set(Object.fromEntries(scopeKeys.map((key) => [key, undefined])))
              }
            />
          </div>
        </div>
      ) : null}
    </span>
  )
}

interface ScopeRowProps {
  readonly name: Exclude<ScopeKey, 'tab'>
  readonly value: string | undefined
}

function ScopeRow({ name, value }: ScopeRowProps): VNode {
  const { navigation } = usePanel()
  const known = useAnswer('attributes', { key: name, limit: '20' })
  const facts = known.value?.items.find(({ key, kinds }) => key === name && kinds.length > 1)
  const values = facts?.values.flatMap((entry) => toFilterValue(entry.value) ?? []) ?? []
  const all = value === undefined || values.includes(value) ? values : [value, ...values]
  return (
    <label class="fl-scope-row">
      <span>{words[name]}</span>
      <select
        value={value ?? ''}
        onChange={(event) => navigation.set({ [name]: event.currentTarget.value || undefined })}
      >
        <option value="">All</option>
        {all.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </label>
  )
}

interface TabRowProps {
  readonly tab: string | undefined
  readonly own: string | undefined
}

function TabRow({ tab, own }: TabRowProps): VNode {
  const { navigation } = usePanel()
  const isOther = tab !== undefined && tab !== own
  return (
    <label class="fl-scope-row">
      <span>{words.tab}</span>
      <select
        value={tab ?? ''}
        onChange={(event) => navigation.set({ tab: event.currentTarget.value || undefined })}
      >
        <option value="">All</option>
        {own === undefined ? null : <option value={own}>This tab</option>}
        {isOther ? <option value={tab}>{tab}</option> : null}
      </select>
    </label>
  )
}
