import { readExpression } from './expression/expression.ts'
import { toKey, toOperator } from './head.ts'
import type { Lexeme } from './lexeme.ts'
import type { LexemeCursor } from './lexeme-cursor.ts'
import { isComparable, readRange } from './range.ts'
import { isKeyAlone } from './scan.ts'
import type {
  AggregateTerm,
  HasTerm,
  IsTerm,
  Query,
  QueryOperator,
  QueryValue,
  RangeTerm,
  TextTerm,
} from './syntax.ts'

/** Reads the term that the cursor stands before; behind a negation one word of text. */
export function readTerm(cursor: LexemeCursor, isNegated: boolean): Query | undefined {
  const { next } = cursor
  if (next === undefined || !cursor.count(next)) return undefined
  switch (next.kind) {
    case 'key':
      return readFilter(cursor)
    case 'has':
      return readHas(cursor)
    case 'is':
      return readIs(cursor)
    case 'function':
      return readAggregate(cursor)
    case 'text':
      return readText(cursor, isNegated)
    default:
      return cursor.fail('quote-open', next)
  }
}

/** What stands before a value: the key, `has`, `is` or a call, then colon and operator. */
interface Head {
  readonly start: number
  readonly end: number
  readonly operator: QueryOperator
}

function readHead(cursor: LexemeCursor, start: number): Head | undefined {
  const lexeme = cursor.take('operator')
  return lexeme && { start, end: lexeme.end, operator: toOperator(cursor.slice(lexeme)) }
}

function readFilter(cursor: LexemeCursor): Query | undefined {
  const lexeme = cursor.take('key')
  const head = lexeme && readHead(cursor, lexeme.start)
  if (lexeme === undefined || head === undefined) return undefined
  const key = toKey(cursor.slice(lexeme))
  const { start, operator } = head
  const open = cursor.take('list-open')
  if (open !== undefined) {
    const isEquality = operator === '=' || operator === '!='
    if (!isEquality) return cursor.fail('list-refused', head, cursor.slice(head))
    const list = readList(cursor, open, lexeme)
    return list && { type: 'filter', ...key, operator, values: list.values, start, end: list.end }
  }
  const value = readValue(cursor, head)
  if (value === undefined) return undefined
  const { end } = value
  const sides = readRange(value)
  if (sides !== undefined && (operator === '=' || operator === '!=')) {
    const range: RangeTerm = { type: 'range', ...key, ...sides, start, end }
    return operator === '=' ? range : { type: 'not', term: range, start, end }
  }
  if (!isValueOf(cursor, head, value)) return undefined
  return { type: 'filter', ...key, operator, values: [value], start, end }
}

function readHas(cursor: LexemeCursor): HasTerm | undefined {
  const has = cursor.take('has')
  const head = has && readHead(cursor, has.start)
  if (head === undefined) return undefined
  const found = cursor.next
  const isThere = found !== undefined && cursor.isTouched(head.end)
  const written = isThere ? cursor.slice(found) : ''
  if (head.operator !== '=') {
    return cursor.fail('operator-refused', head, cursor.slice(head), written && `has:${written}`)
  }
  const key = isThere ? cursor.take('key') : undefined
  if (key === undefined) {
    if (!isThere) return cursor.fail('value-missing', head, cursor.slice(head), 'has:user.id')
    return cursor.fail(found.kind === 'quote-open' ? 'quote-open' : 'has-key', found, written)
  }
  if (cursor.isTouched(key.end)) return failBehind(cursor)
  return { type: 'has', ...toKey(written), start: head.start, end: key.end }
}

function readIs(cursor: LexemeCursor): IsTerm | undefined {
  const is = cursor.take('is')
  const head = is && readHead(cursor, is.start)
  if (head === undefined) return undefined
  if (head.operator !== '=') return cursor.fail('operator-refused', head, cursor.slice(head))
  const value = readValue(cursor, head)
  return value && { type: 'is', value, start: head.start, end: value.end }
}

function readAggregate(cursor: LexemeCursor): AggregateTerm | undefined {
  const name = cursor.take('function')
  const open = cursor.take('argument-open')
  const list = name && open && readList(cursor, open, name)
  if (name === undefined || list === undefined) return undefined
  const head = readHead(cursor, name.start)
  const value = head && readValue(cursor, head)
  if (head === undefined || value === undefined || !isValueOf(cursor, head, value)) return undefined
  return {
    type: 'aggregate',
    name: cursor.slice(name),
    parameters: list.values,
    operator: head.operator,
    value,
    start: head.start,
    end: value.end,
  }
}

function readText(cursor: LexemeCursor, isNegated: boolean): TextTerm | undefined {
  const first = cursor.take('text')
  if (first === undefined) return undefined
  const value = cursor.toValue(first)
  if (value.isQuoted) return { type: 'text', value, start: value.start, end: value.end }
  const words = [value, ...(isNegated ? [] : takeWords(cursor))]
  const last = words.at(-1) ?? value
  if (cursor.isAtEnd && isKeyAlone(last.raw)) {
    const key = last.raw.slice(0, -1)
    const better = key === 'has' ? 'has:user.id' : key === 'is' ? 'is:new' : `has:${key}`
    return cursor.fail('value-missing', last, last.raw, better)
  }
  const { start } = first
  const { end } = last
  const raw = words.map((word) => word.raw).join(' ')
  return { type: 'text', value: { raw, isQuoted: false, start, end }, start, end }
}

/** The words without quotes that stand next. */
function takeWords(cursor: LexemeCursor): readonly QueryValue[] {
  const words: QueryValue[] = []
  for (let { next } = cursor; next?.kind === 'text'; next = cursor.next) {
    const word = cursor.toValue(next)
    if (word.isQuoted) break
    cursor.take('text')
    words.push(word)
  }
  return words
}

/** The one value behind an operator. */
function readValue(cursor: LexemeCursor, head: Head): QueryValue | undefined {
  const found = cursor.next
  const written = cursor.slice(head)
  if (found === undefined || found.start !== head.end || found.kind === 'close') {
    const better = found?.kind === 'text' ? written + cursor.slice(found) : ''
    return cursor.fail('value-missing', head, written, better)
  }
  const lexeme = cursor.take('value')
  if (lexeme !== undefined) {
    const value = cursor.toValue(lexeme)
    return value.isQuoted && cursor.isTouched(value.end) ? failBehind(cursor) : value
  }
  if (found.kind === 'quote-open') return cursor.fail('quote-open', found)
  if (found.kind === 'open') {
    const better = head.operator === '=' ? toListText(cursor, written, found) : ''
    return cursor.fail('value-group', found, written, better)
  }
  return cursor.fail('list-refused', head, written)
}

/** The values up to the bracket or parenthesis that closes a list. */
function readList(
  cursor: LexemeCursor,
  open: Lexeme,
  owner: Lexeme,
): { readonly values: readonly QueryValue[]; readonly end: number } | undefined {
  const values: QueryValue[] = []
  let isDue = true
  for (;;) {
    const found = cursor.take('value', 'comma', 'list-close', 'argument-close', 'quote-open')
    switch (found?.kind) {
      case 'value': {
        const value = cursor.toValue(found)
        const last = values.at(-1)
        if (!isDue && last !== undefined) {
          const better = `${cursor.slice(last)}, ${cursor.slice(found)}`
          return cursor.fail('list-comma', found, cursor.slice(found), better)
        }
        if (open.kind === 'list-open' && readRange(value) !== undefined) {
          return cursor.fail('list-range', found, value.raw)
        }
        if (!cursor.count(found)) return undefined
        values.push(value)
        isDue = false
        break
      }
      case 'comma':
        if (isDue) return cursor.fail('list-value', found)
        isDue = true
        break
      case 'list-close':
      case 'argument-close': {
        const { end } = found
        if (isDue && values.length > 0) return cursor.fail('list-value', found)
        if (isDue && found.kind === 'list-close') {
          const better = `${cursor.slice(owner)}:""`
          return cursor.fail('list-empty', { start: open.start, end }, '', better)
        }
        if (found.kind === 'list-close' && cursor.isTouched(end)) return failBehind(cursor)
        return { values, end }
      }
      case 'quote-open':
        return cursor.fail('quote-open', found)
      default:
        return cursor.fail('list-open', open)
    }
  }
}

/** Whether the operator can be asked about the value. */
function isValueOf(cursor: LexemeCursor, head: Head, value: QueryValue): boolean {
  const { operator } = head
  if (operator === '=' || operator === '!=') return true
  if (operator === '=~') {
    const reading = readExpression(value.raw)
    if (reading.ok) return true
    const { end } = value
    const start = Math.min(value.start + Number(value.isQuoted) + reading.at, end - 1)
    cursor.fail('expression', { start, end }, reading.detail)
    return false
  }
  if (isComparable(value.raw)) return true
  const better = cursor.slice(head).slice(0, -operator.length) + cursor.slice(value)
  cursor.fail('value-order', value, value.raw, better)
  return false
}

function failBehind(cursor: LexemeCursor): undefined {
  const { next } = cursor
  return next && cursor.fail('value-behind', next, cursor.slice(next))
}

/** `key:(a OR b)` as `key:[a, b]`. */
function toListText(cursor: LexemeCursor, head: string, open: Lexeme): string {
  const [inside = ''] = cursor.text.slice(open.end, open.end + 60).split(')', 1)
  const words = inside.split(/[\s,]+/).filter((word) => word !== '' && !/^(?:or|and)$/i.test(word))
  return words.length === 0 ? '' : `${head}[${words.join(', ')}]`
}
