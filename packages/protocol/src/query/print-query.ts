import { readLexemes } from './lexeme.ts'
import { readRange } from './range.ts'
import {
  endOfWord,
  isBareKey,
  isBareTag,
  isFilterColon,
  isKeyAlone,
  readPartners,
  toEscaped,
  toQuoted,
} from './scan.ts'
import type {
  AggregateTerm,
  FilterTerm,
  Query,
  QueryKey,
  QueryOperator,
  QueryTerm,
  QueryValue,
} from './syntax.ts'

/** A query as text. Reading it gives the same tree, but for offsets and for quotes nobody needs. */
export function toQueryText(query: Query): string {
  switch (query.type) {
    case 'and':
      return toAndText(query.terms)
    case 'or':
      return query.terms
        .map((term) => (term.type === 'or' ? toGroupText(term) : toQueryText(term)))
        .join(' OR ')
    case 'not':
      return `!${toNegatedText(query.term)}`
    default:
      return toTermText(query)
  }
}

/** Queries travel in addresses, and an address as long as a novel is refused on its way. */
const VALUE_LIMIT = 500

/**
 * The filter that finds exactly this value: quotes and stars in it stand for themselves. Of one that
 * is very long it finds the beginning.
 */
export function toFilterText(key: string, value: string): string {
  // Half of a pair of surrogates would become another character on the way.
  const start = value.slice(0, VALUE_LIMIT).replace(/[\uD800-\uDBFF]$/, '')
  const isCut = value.length > VALUE_LIMIT
  return toTermText({
    type: 'filter',
    key,
    isTag: false,
    operator: '=',
    values: [
      { raw: isCut ? `${toEscaped(start)}*` : toEscaped(value), isQuoted: false, start: 0, end: 0 },
    ],
    start: 0,
    end: 0,
  })
}

function toAndText(terms: readonly Query[]): string {
  let out = ''
  let before: Query | undefined
  for (const term of terms) {
    // Words beside one another would become one text.
    if (before !== undefined) out += isBareText(before) && isBareText(term) ? ' AND ' : ' '
    out += term.type === 'and' || term.type === 'or' ? toGroupText(term) : toQueryText(term)
    before = term
  }
  return out
}

function toGroupText(query: Query): string {
  return `(${toQueryText(query)})`
}

/** What stands behind `!`, which takes one word of text and is not followed by `=`. */
function toNegatedText(query: Query): string {
  const text = toQueryText(query)
  const isJunction = query.type === 'and' || query.type === 'or'
  return isJunction || (isBareText(query) && /^=|\s/.test(text)) ? `(${text})` : text
}

function toTermText(term: QueryTerm): string {
  switch (term.type) {
    case 'filter':
      return toFilter(term)
    case 'range':
      return `${toKeyText(term)}:${term.from.raw}..${term.to.raw}`
    case 'has':
      return `has:${toKeyText(term)}`
    case 'is':
      return `is${toValueText('is', '=', term.value)}`
    case 'text':
      return isBareText(term) ? term.value.raw : toQuoted(term.value.raw)
    default:
      return toAggregateText(term)
  }
}

function toFilter(term: FilterTerm): string {
  const key = toKeyText(term)
  const [only, ...others] = term.values
  if (only !== undefined && others.length === 0) {
    return key + toValueText(key, term.operator, only)
  }
  const values = term.values.map((value) => toMemberText(value, LIST_MEMBER))
  return `${key}:${term.operator === '=' ? '' : term.operator}[${values.join(', ')}]`
}

function toAggregateText({ name, parameters, operator, value }: AggregateTerm): string {
  const values = parameters.map((parameter) => toMemberText(parameter, PARAMETER))
  const call = `${name}(${values.join(', ')})`
  return call + toValueText(call, operator, value)
}

function toKeyText({ key, isTag }: QueryKey): string {
  if (isTag) return isBareTag(key) ? `tags[${key}]` : `tags[${toQuoted(toEscaped(key))}]`
  const isPlain = isBareKey(key) && key !== 'has' && key !== 'is'
  return isPlain ? key : toQuoted(toEscaped(key))
}

/** Colon, operator and value. */
function toValueText(head: string, operator: QueryOperator, value: QueryValue): string {
  const { raw } = value
  const sign = operator === '=' ? '' : operator
  if (!isBareValue(value, operator)) return `:${sign}${toQuoted(raw)}`
  const isMistaken = /^(?:[<>=]|!=)/.test(raw) || !isFilterColon(`${head}:${raw}`, 0, head.length)
  return `:${sign === '' && isMistaken ? '=' : sign}${raw}`
}

const LIST_MEMBER = /^[^\s,\]"][^\s,\]]*$/
const PARAMETER = /^[^\s,()"]+$/

function toMemberText(value: QueryValue, bare: RegExp): string {
  const isBare = !value.isQuoted && bare.test(value.raw) && readRange(value) === undefined
  return isBare ? value.raw : toQuoted(value.raw)
}

function isBareValue(value: QueryValue, operator: QueryOperator): boolean {
  const { raw, isQuoted } = value
  if (isQuoted || raw === '' || /^["[(]/.test(raw)) return false
  if ((operator === '=' || operator === '!=') && readRange(value) !== undefined) return false
  return endOfWord(raw, 0, readPartners(raw)) === raw.length
}

/** Whether it is text that stands without quotes. */
function isBareText(query: Query): boolean {
  if (query.type !== 'text' || query.value.isQuoted) return false
  const { raw } = query.value
  const lexemes = readLexemes(raw)
  const isWords = lexemes.every(({ kind, start, end }) =>
    kind === 'blank' ? raw.slice(start, end) === ' ' : kind === 'text' && raw.charAt(start) !== '"',
  )
  const last = lexemes.at(-1)
  if (!isWords || lexemes[0]?.kind !== 'text' || last?.kind !== 'text') return false
  return !isKeyAlone(raw.slice(last.start))
}
