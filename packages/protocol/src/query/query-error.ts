import type { QueryExtent } from './syntax.ts'

/** Why a query cannot be answered, where, and what would be right. */
export interface QueryError {
  readonly code: QueryErrorCode
  /** UTF-16 offset of the mistake. */
  readonly position: number
  readonly end: number
  readonly message: string
  readonly fix: string
}

export type QueryErrorCode =
  | 'quote-open'
  | 'paren-open'
  | 'paren-extra'
  | 'group-empty'
  | 'operand-left'
  | 'operand-right'
  | 'negation-alone'
  | 'value-missing'
  | 'value-group'
  | 'value-behind'
  | 'value-order'
  | 'list-open'
  | 'list-empty'
  | 'list-value'
  | 'list-comma'
  | 'list-refused'
  | 'list-range'
  | 'operator-refused'
  | 'has-key'
  | 'expression'
  | 'depth'
  | 'size'
  | 'or-mixed'
  | 'unit-missing'
  | 'unit-wrong'
  | 'time-wrong'

interface Words {
  readonly message: string
  readonly fix: string
}

/** Longer pieces of a query do not help in a sentence. */
const EXCERPT_LIMIT = 60

/** `found` is the piece of the query in question, `better` what may have been meant. */
const words: Readonly<Record<QueryErrorCode, (found: string, better: string) => Words>> = {
  'quote-open': () => ({
    message: 'Nothing closes this quote.',
    fix: 'Close it with `"`. A quote within a text is written `\\"`.',
  }),
  'paren-open': (_found, better) => ({
    message: 'No `)` closes this parenthesis.',
    fix: suggest(better, 'Close it, or put text that holds a parenthesis in quotes.'),
  }),
  'paren-extra': () => ({
    message: 'No `(` opens this parenthesis.',
    fix: 'Take it out, or put text that holds a parenthesis in quotes.',
  }),
  'group-empty': () => ({
    message: 'Nothing stands between these parentheses.',
    fix: 'Take them out. As text they stand in quotes: `"()"`.',
  }),
  'operand-left': (found) => ({
    message: `Nothing stands before \`${found}\`.`,
    fix: `Take it out. As a word it stands in quotes: \`"${found}"\`.`,
  }),
  'operand-right': (found) => ({
    message: `Nothing stands after \`${found}\`.`,
    fix: `Take it out. As a word it stands in quotes: \`"${found}"\`.`,
  }),
  'negation-alone': () => ({
    message: 'No term stands right behind `!`.',
    fix: 'Write it before a term, as in `!level:debug`. As text it stands in quotes: `"!"`.',
  }),
  'value-missing': (found, better) => ({
    message: `\`${found}\` has no value.`,
    fix: suggest(better, `As text it stands in quotes: \`"${found}"\`.`),
  }),
  'value-group': (found, better) => ({
    message: `Values of \`${found}\` do not stand in parentheses.`,
    fix: suggest(better, 'Several stand in brackets, with commas.'),
  }),
  'value-behind': (found) => ({
    message: `"${found}" stands right behind a value.`,
    fix: 'Put a blank before it, or all of it in quotes.',
  }),
  'value-order': (found, better) => ({
    message: `"${found}" is no number, duration, size or time that could be compared.`,
    fix: suggest(better, 'Leave the comparison out.'),
  }),
  'list-open': () => ({
    message: 'No `]` closes this list.',
    fix: 'Close it, or put a value that begins with a bracket in quotes.',
  }),
  'list-empty': (_found, better) => ({
    message: 'This list is empty.',
    fix: suggest(better, 'Name a value.'),
  }),
  'list-value': () => ({
    message: 'A value is missing in this list.',
    fix: 'Name it, or take the comma out. An empty value is written `""`.',
  }),
  'list-comma': (found, better) => ({
    message: `A comma is missing before "${found}".`,
    fix: suggest(better, 'A value that holds a blank stands in quotes.'),
  }),
  'list-refused': (found, better) => ({
    message: `\`${found}\` takes one value and no list.`,
    fix: suggest(better, 'Join several with OR.'),
  }),
  'list-range': (found) => ({
    message: `The range "${found}" stands in a list.`,
    fix: 'Join ranges with OR. As text it stands in quotes.',
  }),
  'operator-refused': (found, better) => ({
    message: `\`${found}\` takes no comparison.`,
    fix: suggest(better, 'Leave the comparison out.'),
  }),
  'has-key': (found, better) => ({
    message: `"${found}" is not the name of one field.`,
    fix: suggest(better, 'Join several with OR. Names with other characters stand in quotes.'),
  }),
  expression: (found, better) => ({
    message: `The regular expression cannot be read: ${found}.`,
    fix: suggest(better, 'Parts of a text are also found with stars, as in `message:*time?out*`.'),
  }),
  depth: (found) => ({
    message: `This is nested more than ${found} levels deep.`,
    fix: 'Take out parentheses that change nothing.',
  }),
  size: (found) => ({
    message: `This is more than ${found} terms and values.`,
    fix: 'Ask in parts, or use `*` for what the values have in common.',
  }),
  'or-mixed': () => ({
    message: '`OR` joins a calculation over many with a term about one.',
    fix: 'Join them with AND.',
  }),
  'unit-missing': (found, better) => ({
    message: `"${found}" needs a unit.`,
    fix: suggest(better, 'Write it behind the number.'),
  }),
  'unit-wrong': (found, better) => ({
    message: `"${found}" does not fit here.`,
    fix: suggest(better, 'Write a number with a unit that this field has.'),
  }),
  'time-wrong': (found, better) => ({
    message: `"${found}" is no time.`,
    fix: suggest(better, 'Write `2026-11-20T14:02`, or `-24h` for the last 24 hours.'),
  }),
}

export function toQueryError(
  code: QueryErrorCode,
  { start, end }: QueryExtent,
  found = '',
  better = '',
): QueryError {
  return { code, position: start, end, ...words[code](toExcerpt(found), better) }
}

/** The error in one line, as it is shown. Positions are counted from 1, as people do. */
export function toQueryErrorText({ position, message, fix }: QueryError): string {
  return `Position ${position + 1}: ${message} ${fix}`
}

function suggest(better: string, otherwise: string): string {
  return better === '' || better.length > EXCERPT_LIMIT ? otherwise : `Did you mean \`${better}\`?`
}

function toExcerpt(text: string): string {
  return text.length > EXCERPT_LIMIT ? `${text.slice(0, EXCERPT_LIMIT)}…` : text
}
