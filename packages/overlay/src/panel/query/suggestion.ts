import { completeQuery, toFilterText } from 'protocol'
import type { AttributeFacts, Completion } from 'protocol'
import { toFilterValue } from '../component/json-text.ts'
import { toCountText, toShareText } from '../format/number.ts'

/** A field that a list knows of itself, beside the attributes of its records. */
export interface QueryField {
  readonly key: string
  readonly words: string
  readonly values?: readonly string[]
}

/** What a list can be asked: its fields, its states, and where its attributes are counted. */
export interface QueryVocabulary {
  /** Under this name history and saved queries are kept. */
  readonly list: string
  readonly fields: readonly QueryField[]
  /** What `is:` knows. */
  readonly states: readonly string[]
  readonly source: 'spans' | 'logs' | 'metrics' | 'events' | undefined
}

/** What may be put in place of `start` to `end`. */
export interface Suggestion {
  readonly group: 'Fields' | 'Attributes' | 'Values' | 'Recent' | 'Saved'
  readonly label: string
  readonly detail: string
  readonly insert: string
  readonly start: number
  readonly end: number
}

/** The attributes to ask the store for; `undefined` where none help. */
export interface AttributeQuestion {
  readonly key: string
  readonly isWhole: boolean
}

const LIMIT = 12

export function toAttributeQuestion(completion: Completion): AttributeQuestion | undefined {
  if (completion.type === 'key') return { key: completion.typed, isWhole: false }
  if (completion.type === 'value' || completion.type === 'operator') {
    return { key: completion.key, isWhole: true }
  }
  return undefined
}

export interface SuggestionSources {
  readonly vocabulary: QueryVocabulary
  readonly attributes: readonly AttributeFacts[]
  readonly recent: readonly string[]
  readonly saved: readonly string[]
}

/** What can stand at the cursor, the likeliest first. */
export function toSuggestions(
  text: string,
  cursor: number,
  sources: SuggestionSources,
): readonly Suggestion[] {
  const completion = completeQuery(text, cursor)
  const whole = text.trim() === '' ? toWholeQueries(text, sources) : []
  // Before anything is typed: what somebody kept is likelier than the first of all fields.
  return [...whole, ...toParts(completion, sources)].slice(0, LIMIT)
}

/** The text after it was taken, and where the cursor stands then. */
export function applySuggestion(
  text: string,
  { insert, start, end }: Suggestion,
): { readonly text: string; readonly cursor: number } {
  return { text: text.slice(0, start) + insert + text.slice(end), cursor: start + insert.length }
}

function toParts(completion: Completion, sources: SuggestionSources): readonly Suggestion[] {
  switch (completion.type) {
    case 'key':
      return toKeys(completion, sources)
    case 'operator':
    case 'value':
      return toValues(completion, sources)
    case 'is':
      return sources.vocabulary.states
        .filter((state) => state.startsWith(completion.typed.toLowerCase()))
        .map((state) => ({
          ...toPlace(completion),
          group: 'Values',
          label: state,
          detail: '',
          insert: `${state} `,
        }))
    case 'nothing':
      return []
  }
}

type Typed<T extends Completion['type']> = Extract<Completion, { type: T }>

function toKeys(completion: Typed<'key'>, sources: SuggestionSources): readonly Suggestion[] {
  const { typed, place, hasColon } = completion
  const { fields, states } = sources.vocabulary
  const known = new Set(fields.map(({ key }) => key))
  const isKey = place === 'term' && states.length > 0
  const own: readonly QueryField[] = isKey
    ? [...fields, { key: 'is', words: states.join(', ') }]
    : fields
  const toSuggestion = (group: Suggestion['group'], key: string, detail: string): Suggestion => ({
    ...toPlace(completion),
    group,
    label: key,
    detail,
    insert: toKeyText(key) + (hasColon || place !== 'term' ? '' : ':'),
  })
  const lower = typed.toLowerCase()
  return [
    ...own
      .filter(({ key }) => key.toLowerCase().startsWith(lower))
      .map(({ key, words }) => toSuggestion('Fields', key, words)),
    ...sources.attributes
      .filter(({ key }) => !known.has(key) && key.toLowerCase().startsWith(lower))
      .map(({ key, values, count }) =>
        toSuggestion('Attributes', key, toSample(values) || `${toCountText(count)} times`),
      ),
  ]
}

function toValues(
  completion: Typed<'value'> | Typed<'operator'>,
  { vocabulary, attributes }: SuggestionSources,
): readonly Suggestion[] {
  // Where an operator could still grow a value may begin as well, right behind it.
  const typed = completion.type === 'value' ? completion.typed : ''
  const place =
    completion.type === 'value'
      ? toPlace(completion)
      : { start: completion.end, end: completion.end }
  const facts = attributes.find(({ key }) => key === completion.key)
  const fixed = vocabulary.fields.find(({ key }) => key === completion.key)?.values ?? []
  const seen = toTexts(facts?.values ?? []).toSorted((a, b) => b.count - a.count)
  const total = facts?.count ?? 0
  const shares = new Map(seen.map(({ text, count }) => [text, toShareText(count, total)]))
  const all = [...new Set([...seen.map(({ text }) => text), ...fixed])]
  const lower = typed.toLowerCase()
  return all
    .filter((value) => value.toLowerCase().includes(lower))
    .map((value) => ({
      ...place,
      group: 'Values',
      label: value,
      detail: shares.get(value) ?? '',
      insert: `${toValueText(value)} `,
    }))
}

function toWholeQueries(text: string, { recent, saved }: SuggestionSources): readonly Suggestion[] {
  const toWhole =
    (group: Suggestion['group']) =>
    (query: string): Suggestion => ({
      group,
      label: query,
      detail: '',
      insert: query,
      start: 0,
      end: text.length,
    })
  return [...saved.map(toWhole('Saved')), ...recent.slice(0, 4).map(toWhole('Recent'))]
}

function toPlace({ start, end }: { readonly start: number; readonly end: number }): {
  readonly start: number
  readonly end: number
} {
  return { start, end }
}

/** Quoted where it must be; `is` means the operator and not a field of that name. */
function toKeyText(key: string): string {
  if (key === 'is') return key
  return toFilterText(key, 'x').slice(0, -2)
}

function toValueText(value: string): string {
  return toFilterText('x', value).slice(2)
}

function toSample(values: AttributeFacts['values']): string {
  return toTexts(values)
    .slice(0, 3)
    .map(({ text }) => text.slice(0, 24))
    .join(', ')
}

/** Values that a filter can name. */
function toTexts(
  values: AttributeFacts['values'],
): readonly { readonly text: string; readonly count: number }[] {
  return values.flatMap(({ value, count }) => {
    const text = toFilterValue(value)
    return text === undefined ? [] : [{ text, count }]
  })
}
