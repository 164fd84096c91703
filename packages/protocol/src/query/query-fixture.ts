import fc from 'fast-check'
import { readPattern } from './pattern.ts'
import { toEscaped, toLiteral } from './scan.ts'
import type { Query, QueryOperator, QueryValue } from './syntax.ts'

/** A tree in one line: `and[level=error, not(text<a b>)]`. */
export function toShape(query: Query): string {
  switch (query.type) {
    case 'and':
    case 'or':
      return `${query.type}[${query.terms.map(toShape).join(', ')}]`
    case 'not':
      return `not(${toShape(query.term)})`
    case 'filter':
      return toName(query) + query.operator + query.values.map(({ raw }) => raw).join('|')
    case 'range':
      return `${toName(query)} in ${query.from.raw} to ${query.to.raw}`
    case 'has':
      return `has<${toName(query)}>`
    case 'is':
      return `is<${query.value.raw}>`
    case 'text':
      return `text<${query.value.raw}>`
    default: {
      const parameters = query.parameters.map(({ raw }) => raw).join(', ')
      return `${query.name}(${parameters})${query.operator}${query.value.raw}`
    }
  }
}

function toName({ key, isTag }: { readonly key: string; readonly isTag: boolean }): string {
  return isTag ? `#${key}` : key
}

/** What a tree means: without offsets and quotes, values as they are matched. */
export function toMeaning(query: Query): unknown {
  switch (query.type) {
    case 'and':
    case 'or':
      return { type: query.type, terms: query.terms.map(toMeaning) }
    case 'not':
      return { type: 'not', term: toMeaning(query.term) }
    case 'filter': {
      const { key, isTag, operator } = query
      return { type: 'filter', key, isTag, operator, values: query.values.map(toValueMeaning) }
    }
    case 'range':
      return { range: query.key, isTag: query.isTag, from: query.from.raw, to: query.to.raw }
    case 'has':
      return { has: query.key, isTag: query.isTag }
    case 'is':
      return { is: toValueMeaning(query.value) }
    case 'text':
      return { text: toValueMeaning(query.value) }
    default: {
      const { name, operator } = query
      const parameters = query.parameters.map(toValueMeaning)
      return { name, operator, parameters, value: toValueMeaning(query.value) }
    }
  }
}

function toValueMeaning({ raw }: QueryValue): unknown {
  return [toLiteral(raw), readPattern(raw).segments]
}

const place = { start: 0, end: 0 }

function toValue(raw: string): QueryValue {
  return { raw, isQuoted: false, ...place }
}

const values = fc
  .oneof(fc.string({ unit: 'binary' }), fc.constantFrom('1..5', '>5', '//x', '[a]', 'a,b', 'f(x)'))
  .map((text) => toValue(toEscaped(text)))
const numbers = fc.constantFrom('5', '-3', '200ms', '1.5k', '2026-11-20', '50%').map(toValue)
const fields = fc.record({ key: fc.string({ unit: 'binary' }), isTag: fc.boolean() })
const words = fc.constantFrom(
  'a',
  'a b',
  'x:',
  'or',
  'Error: no',
  '!',
  '=',
  '"',
  '(',
  'f(x)',
  'k:v',
)

/** Trees as a program may make them: any keys, any values. */
export const queries: fc.Arbitrary<Query> = fc.letrec<{ query: Query; term: Query; group: Query }>(
  (tie) => ({
    query: fc.oneof({ maxDepth: 4 }, tie('term'), tie('group')),
    group: fc.oneof(
      fc
        .record({
          type: fc.constantFrom('and' as const, 'or' as const),
          terms: fc.array(tie('query'), { minLength: 2, maxLength: 4 }),
        })
        .map((junction) => ({ ...junction, ...place })),
      tie('query').map((term) => ({ type: 'not' as const, term, ...place })),
    ),
    term: fc.oneof(
      fc
        .tuple(
          fields,
          fc.constantFrom<QueryOperator>('=', '!='),
          fc.array(values, { minLength: 1, maxLength: 3 }),
        )
        .map(([field, operator, list]) => ({
          type: 'filter' as const,
          ...field,
          operator,
          values: list,
          ...place,
        })),
      fc
        .tuple(fields, fc.constantFrom<QueryOperator>('>', '>=', '<', '<='), numbers)
        .map(([field, operator, value]) => ({
          type: 'filter' as const,
          ...field,
          operator,
          values: [value],
          ...place,
        })),
      fields.map((field) => ({ type: 'has' as const, ...field, ...place })),
      values.map((value) => ({ type: 'is' as const, value, ...place })),
      fc
        .oneof(values, words.map(toValue))
        .map((value) => ({ type: 'text' as const, value, ...place })),
      fc
        .tuple(fields, numbers, numbers)
        .map(([field, from, to]) => ({ type: 'range' as const, ...field, from, to, ...place })),
    ),
  }),
).query

/** Texts of the pieces that queries are made of, in any order. */
export const pieces: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Array.from('()[]"!:,*\\ ><=~.')),
      fc.constantFrom(' ', ' ', ' ', ':', '"', ' OR ', ' AND ', 'NOT ', 'and', ' or '),
      fc.constantFrom('level', 'a.b', 'has:', 'is:', 'tags[', 'tags[x]:', 'http://x', 'C:\\x'),
      fc.constantFrom(
        '5',
        '200ms',
        '1..5',
        '>=5',
        'count()',
        'p95(a, "b"):',
        '=~',
        '""',
        '\n',
        'é',
      ),
    ),
    { maxLength: 30 },
  )
  .map((list) => list.join(''))
