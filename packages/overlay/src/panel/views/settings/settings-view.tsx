import { useState } from 'preact/hooks'
import type { ComponentChildren, VNode } from 'preact'
import { Button } from '../../component/button.tsx'
import { PasteLine } from '../../component/empty-state.tsx'
import { LevelGlyph } from '../../component/level-glyph.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { toBytesText } from '../../format/byte-text.ts'
import { toCounted } from '../../format/number.ts'
import { usePanel } from '../../session/panel.ts'
import type { Density, Theme } from '../../session/preferences.ts'
import type { Dock } from '../../../dock.ts'
import type { PillCorner } from '../../../pill-corner.ts'
import { ChordField } from './chord-field.tsx'
import { toChecks } from './settings-model.ts'
import type { Check } from './settings-model.ts'
import './settings.css'

const everything = {}

const themes: readonly (readonly [Theme, string])[] = [
  ['system', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
]
const densities: readonly (readonly [Density, string])[] = [
  ['dense', 'Dense'],
  ['roomy', 'Roomy'],
]
const docks: readonly (readonly [Dock, string])[] = [
  ['bottom', 'Bottom'],
  ['right', 'Right'],
  ['window', 'Window'],
]

const corners: readonly (readonly [PillCorner, string])[] = [
  ['bottom-left', 'Bottom left'],
  ['bottom-right', 'Bottom right'],
  ['top-left', 'Top left'],
  ['top-right', 'Top right'],
]

/** What a person may choose, what is kept, and whether everything works. */
export function SettingsView(): VNode {
  const { preferences, host, connection } = usePanel()
  const health = useAnswer('health', everything).value
  const facts = host.facts.value
  return (
    <div class="fl-body fl-settings">
      <h1 class="fl-hide">Settings</h1>
      <Section title="Look">
        <Choice
          label="Theme"
          options={themes}
          value={preferences.theme.value}
          onChoose={(theme) => {
            preferences.theme.value = theme
          }}
        />
        <Choice
          label="Rows"
          options={densities}
          value={preferences.density.value}
          onChoose={(density) => {
            preferences.density.value = density
          }}
        />
      </Section>
      {facts === undefined ? null : (
        <Section title="In the page">
          <Choice
            label="Where"
            options={docks}
            value={facts.dock}
            onChoose={(dock) => host.tell({ type: 'dock', dock })}
          />
          <Choice
            label="Pill"
            options={corners}
            value={facts.corner}
            onChoose={(corner) => host.tell({ type: 'corner', corner })}
          />
          <ChordField
            chord={facts.chord}
            onChord={(chord) => host.tell({ type: 'chord', chord })}
          />
          <p class="fl-12 fl-3rd">
            The pill can be dragged to any edge. Hide it on a page with{' '}
            <code class="fl-nowrap">?footlight=off</code>, and bring it back with{' '}
            <code class="fl-nowrap">?footlight=on</code>.
          </p>
        </Section>
      )}
      <Section title="What is kept">
        {health === undefined ? null : (
          <>
            <p class="fl-12 fl-2nd">
              {toBytesText(health.bytes)} in <code>{health.data}</code>,{' '}
              {toCounted(health.counts['envelopes'] ?? 0, 'arrival')}. When there is no more room
              the oldest traces go first, each as a whole; what is pinned stays.
            </p>
            <ClearButtons />
            <p class="fl-12 fl-3rd">
              Another budget, a copy to send to somebody, and one that somebody sent:
            </p>
            <PasteLine line="footlight --max-size 2gb" />
            <PasteLine line="footlight export session.footlight" />
            <PasteLine line="footlight import session.footlight" />
          </>
        )}
      </Section>
      <Section title="Does everything work?">
        <ul class="fl-checks">
          {toChecks(connection.value, health, facts).map((check, index) => (
            <CheckLine key={index} check={check} />
          ))}
        </ul>
      </Section>
    </div>
  )
}

interface SectionProps {
  readonly title: string
  readonly children: ComponentChildren
}

function Section({ title, children }: SectionProps): VNode {
  return (
    <section class="fl-sec">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly options: readonly (readonly [T, string])[]
  /** `undefined`: none of them. */
  readonly value: T | undefined
  readonly onChoose: (value: T) => void
}

function Choice<T extends string>({ label, options, value, onChoose }: ChoiceProps<T>): VNode {
  return (
    <div class="fl-setting">
      <span>{label}</span>
      <span class="fl-group" role="group" aria-label={label}>
        {options.map(([option, words]) => (
          <Button
            key={option}
            label={words}
            isPressed={option === value}
            onClick={() => onChoose(option)}
          />
        ))}
      </span>
    </div>
  )
}

const HOUR = 3_600_000

/** Asked twice: what is cleared is gone. */
function ClearButtons(): VNode {
  const { client, toasts } = usePanel()
  const [asked, setAsked] = useState<'all' | 'old' | undefined>(undefined)
  const clear = async (): Promise<void> => {
    const body = asked === 'old' ? { before: Date.now() - HOUR } : {}
    setAsked(undefined)
    const outcome = await client.change('POST', 'clear', body)
    if (outcome.ok) toasts.say('Cleared')
    else toasts.complain(outcome.failure.message)
  }
  if (asked === undefined) {
    return (
      <div class="fl-row w">
        <Button label="Clear older than an hour" isSmall onClick={() => setAsked('old')} />
        <Button label="Clear everything" isSmall onClick={() => setAsked('all')} />
      </div>
    )
  }
  return (
    <div class="fl-row w" role="alert">
      <span class="fl-12">
        {asked === 'all' ? 'Everything that is not pinned goes.' : 'All before the last hour goes.'}
      </span>
      <Button label="Clear" kind="primary" isSmall onClick={() => void clear()} />
      <Button label="Keep it" isSmall onClick={() => setAsked(undefined)} />
    </div>
  )
}

function CheckLine({ check }: { readonly check: Check }): VNode {
  const { name, state, words, fix } = check
  return (
    <li>
      <LevelGlyph name={state === 'good' ? 'resolved' : state} />
      <div>
        <b class="fl-med">{name}</b> <span class="fl-2nd">{words}</span>
        {fix === undefined ? null : <PasteLine line={fix} />}
      </div>
    </li>
  )
}
