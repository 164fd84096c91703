import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { TargetedKeyboardEvent, VNode } from 'preact'
import { completeQuery, readQuery, toQueryErrorText } from 'protocol'
import type { Completion, Failure } from 'protocol'
import { Button } from '../component/button.tsx'
import { Icon } from '../component/icon.tsx'
import { useAnswer } from '../data/use-answer.ts'
import { KeyCaps } from '../keys/key-caps.tsx'
import { useKeys } from '../keys/use-keys.ts'
import { usePanel } from '../session/panel.ts'
import { QueryMenu } from './query-menu.tsx'
import { QueryText } from './query-text.tsx'
import { applySuggestion, toAttributeQuestion, toSuggestions } from './suggestion.ts'
import type { QueryVocabulary, Suggestion } from './suggestion.ts'

export interface QueryBarProps {
  readonly vocabulary: QueryVocabulary
  readonly query: string
  readonly onQuery: (query: string) => void
  /** `14 of 14`, at the end of the bar. */
  readonly counts?: string
  /** What the sidecar had to say about the query: units it does not know, fields without order. */
  readonly failure?: Failure | undefined
}

const PAUSE = 250
const HISTORY = 20

/** The filter of a list: coloured, completed from the store, applied as it is typed. */
export function QueryBar({ vocabulary, query, onQuery, counts, failure }: QueryBarProps): VNode {
  const { preferences } = usePanel()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(query)
  const [cursor, setCursor] = useState(query.length)
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState(-1)
  const reading = readQuery(text)
  const { list, source } = vocabulary
  const history = preferences.history.value[list] ?? []
  const saved = preferences.saved.value[list] ?? []
  const isSaved = saved.includes(query)

  const completion = completeQuery(text, cursor)
  const question = isOpen ? toAttributeQuestion(completion) : undefined
  const facts = useAnswer(
    'attributes',
    question && { ...(source && { source }), key: question.key, limit: '20' },
  )
  const suggestions = isOpen
    ? toSuggestions(text, cursor, {
        vocabulary,
        attributes: facts.value?.items ?? [],
        recent: history,
        saved,
      })
    : []

  // A filter added from a value, or Back, changes the query from outside. What comes back of what
  // was typed here is no such change: by then more may have been typed.
  const told = useRef(query)
  const tell = (next: string): void => {
    told.current = next
    onQuery(next)
  }
  useEffect(() => {
    if (query === told.current) return
    told.current = query
    setText(query)
  }, [query])
  useEffect(() => {
    const trimmed = text.trim()
    if (!reading.ok || trimmed === query) return undefined
    const timer = setTimeout(() => tell(trimmed), PAUSE)
    return () => clearTimeout(timer)
  }, [text])
  useKeys([{ keys: '/', words: 'Filter', group: 'View', run: () => input.current?.focus() }])

  const run = (next: string): void => {
    setOpen(false)
    const trimmed = next.trim()
    if (!readQuery(next).ok) return
    tell(trimmed)
    if (trimmed === '') return
    const others = history.filter((entry) => entry !== trimmed)
    preferences.history.value = {
      ...preferences.history.value,
      [list]: [trimmed, ...others].slice(0, HISTORY),
    }
  }

  const take = (suggestion: Suggestion): void => {
    const after = applySuggestion(text, suggestion)
    setText(after.text)
    setCursor(after.cursor)
    setChosen(-1)
    const isWhole = suggestion.group === 'Recent' || suggestion.group === 'Saved'
    if (isWhole) run(after.text)
    const element = input.current
    if (element === null) return
    // At once: who types on would have the first letters behind the cursor that comes later.
    element.value = after.text
    element.focus()
    element.setSelectionRange(after.cursor, after.cursor)
  }

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>): void => {
    const suggestion = suggestions[chosen]
    // Where nothing was begun there is nothing to complete, and the key goes on to the next control.
    const likely = suggestion ?? (isBegun(completion) ? suggestions[0] : undefined)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && suggestions.length > 0) {
      const next = chosen + step
      setChosen(next < -1 ? suggestions.length - 1 : next >= suggestions.length ? -1 : next)
    } else if (step !== undefined) setOpen(true)
    else if (event.key === 'Tab' && !event.shiftKey && likely !== undefined) take(likely)
    else if (event.key === 'Enter') {
      if (suggestion === undefined) run(text)
      else take(suggestion)
    } else if (event.key === 'Escape') {
      if (isOpen && suggestions.length > 0) setOpen(false)
      else input.current?.blur()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  const save = (): void => {
    preferences.saved.value = {
      ...preferences.saved.value,
      [list]: isSaved ? saved.filter((entry) => entry !== query) : [query, ...saved],
    }
  }

  // Whoever has just typed the colon knows that the value is missing.
  const isBeginning =
    !reading.ok && reading.error.code === 'value-missing' && isOpen && cursor === text.length
  const mistake = reading.ok || isBeginning ? undefined : toQueryErrorText(reading.error)
  const refusal = failure && [failure.message, failure.fix].filter(Boolean).join(' ')
  const complaint = mistake ?? refusal
  return (
    <div class="fl-query-box" role="search">
      <div class="fl-query">
        <Icon name="search" size="s" />
        <div class="fl-query-field">
          <QueryText text={text} tokens={reading.tokens} scrollOf={input} />
          <input
            ref={input}
            type="text"
            role="combobox"
            aria-label="Filter"
            aria-expanded={suggestions.length > 0}
            aria-controls={`${id}-menu`}
            aria-activedescendant={chosen === -1 ? undefined : `${id}-menu-${chosen}`}
            aria-invalid={complaint !== undefined}
            aria-describedby={complaint === undefined ? undefined : `${id}-mistake`}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            placeholder="key:value, or any text"
            value={text}
            onInput={(event) => {
              setText(event.currentTarget.value)
              setCursor(event.currentTarget.selectionStart ?? event.currentTarget.value.length)
              setChosen(-1)
              setOpen(true)
            }}
            onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? 0)}
            onFocus={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onKeyDown={onKeyDown}
          />
        </div>
        {counts === undefined ? null : <span class="fl-11 fl-nowrap">{counts}</span>}
        {query === '' ? (
          <KeyCaps keys="/" />
        ) : (
          <>
            <Button
              label={isSaved ? 'Forget this query' : 'Save this query'}
              icon="star"
              kind="quiet"
              isSmall
              isIconOnly
              isPressed={isSaved}
              onClick={save}
            />
            <Button
              label="Clear the filter"
              icon="close"
              kind="quiet"
              isSmall
              isIconOnly
              onClick={() => {
                setText('')
                run('')
              }}
            />
          </>
        )}
      </div>
      <div class="fl-query-drop">
        {complaint === undefined ? null : (
          <p class="fl-query-mistake" id={`${id}-mistake`} role="status">
            {complaint}
          </p>
        )}
        {suggestions.length === 0 ? null : (
          <QueryMenu id={`${id}-menu`} suggestions={suggestions} chosen={chosen} onTake={take} />
        )}
      </div>
    </div>
  )
}

function isBegun(completion: Completion): boolean {
  return completion.type !== 'nothing' && completion.typed !== ''
}
