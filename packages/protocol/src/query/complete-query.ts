import { toKey, toOperator } from './head.ts'
import { readLexemes } from './lexeme.ts'
import type { Lexeme } from './lexeme.ts'
import { isKeyAlone, toLiteral } from './scan.ts'
import type { QueryExtent, QueryKey, QueryOperator } from './syntax.ts'

/**
 * What is being typed at a place of a query. `start` to `end` is what a completion replaces,
 * `typed` the part of it before the cursor, without quotes and escapes.
 */
export type Completion =
  | { readonly type: 'nothing' }
  | KeyCompletion
  | OperatorCompletion
  | ValueCompletion
  | IsCompletion

interface Typed extends QueryExtent {
  readonly typed: string
}

/** Also words of free text: any of them can become a key. */
export interface KeyCompletion extends Typed {
  readonly type: 'key'
  /** In a `parameter` of a function and behind `has:` no colon follows a key. */
  readonly place: 'term' | 'has' | 'parameter'
  /** A colon is there already. */
  readonly hasColon: boolean
}

/** Only a colon stands there, or an operator that can still grow; a value may begin as well. */
export interface OperatorCompletion extends Typed, QueryKey {
  readonly type: 'operator'
}

export interface ValueCompletion extends Typed, QueryKey {
  readonly type: 'value'
  readonly operator: QueryOperator
}

export interface IsCompletion extends Typed {
  readonly type: 'is'
}

const nothing: Completion = { type: 'nothing' }

export function completeQuery(text: string, cursor: number): Completion {
  return new Place(text, Math.min(Math.max(cursor, 0), text.length)).complete()
}

/** The query up to the cursor says what is being typed, the whole query how far it reaches. */
class Place {
  readonly #text: string
  readonly #cursor: number
  readonly #before: readonly Lexeme[]
  readonly #all: readonly Lexeme[]

  constructor(text: string, cursor: number) {
    this.#text = text
    this.#cursor = cursor
    const before = text.slice(0, cursor)
    // A colon makes a key of what is before it only when something follows.
    this.#before = readLexemes(before.endsWith(':') ? `${before}?` : before)
    this.#all = readLexemes(text)
  }

  complete(): Completion {
    const last = this.#before.at(-1)
    switch (last?.kind) {
      case undefined:
      case 'bang':
        return this.#toKey(this.#cursor, 'term')
      case 'open':
        return this.#toKey(this.#cursor, this.#isCall(-1) ? 'parameter' : 'term')
      case 'and':
      case 'or':
      case 'not':
        return this.#toKey(last.start, 'term')
      case 'text':
        return this.#completeText(last)
      case 'key':
        return this.#toKey(last.start, 'has')
      case 'blank':
      case 'operator':
      case 'value':
      case 'list-open':
      case 'comma':
      case 'quote-open':
        return this.#completeValue(last)
      default:
        return nothing
    }
  }

  #completeText(last: Lexeme): Completion {
    if (this.#text.charAt(last.start) === '"') return nothing
    return this.#toKey(last.start, this.#isCall(-2) ? 'parameter' : 'term')
  }

  #completeOperator(key: QueryKey, colon: number): Completion {
    const written = this.#all.find(({ kind, start }) => kind === 'operator' && start === colon)
    const end = written?.end ?? this.#cursor
    const value = this.#all.find(({ kind, start }) => kind === 'value' && start === end)
    if (written !== undefined && value !== undefined && end === this.#cursor) {
      const operator = toOperator(this.#slice(written))
      return { type: 'value', ...key, operator, ...this.#toTyped(end) }
    }
    const typed = this.#text.slice(colon + 1, this.#cursor)
    return { type: 'operator', ...key, typed, start: colon + 1, end }
  }

  #completeValue(last: Lexeme): Completion {
    const head = findHead(this.#before)
    if (head === undefined) {
      return last.kind === 'blank' ? this.#toKey(this.#cursor, 'term') : nothing
    }
    const { owner, operator } = head
    const isTyped = last.kind === 'value' || last.kind === 'quote-open'
    const start = isTyped ? last.start : this.#cursor
    switch (owner.kind) {
      case 'has':
        return this.#toKey(start, 'has')
      case 'is':
        return { type: 'is', ...this.#toTyped(start) }
      case 'key': {
        const key = toKey(this.#slice(owner))
        const isEmpty = last.kind === 'value' && last.start === this.#cursor
        if (last.kind === 'operator' || isEmpty) return this.#completeOperator(key, operator.start)
        return {
          type: 'value',
          ...key,
          operator: toOperator(this.#slice(operator)),
          ...this.#toTyped(start),
        }
      }
      default:
        return nothing
    }
  }

  #toKey(start: number, place: KeyCompletion['place']): KeyCompletion {
    const typed = this.#toTyped(start)
    const word = this.#all.find((lexeme) => lexeme.start === start && lexeme.end === typed.end)
    const isAlone = word?.kind === 'text' && isKeyAlone(this.#slice(word))
    const hasColon = isAlone || word?.kind === 'key' || word?.kind === 'function'
    const end = isAlone ? typed.end - 1 : typed.end
    return { type: 'key', place, hasColon: hasColon && place === 'term', ...typed, end }
  }

  /** From `start`, where something was typed to the end of its word. */
  #toTyped(start: number): Typed {
    const cursor = this.#cursor
    const piece = this.#all.find((lexeme) => lexeme.start === start)
    const isWord = piece?.kind === 'value' || (piece !== undefined && start < cursor)
    const end = isWord && piece.kind !== 'quote-open' ? Math.max(piece.end, cursor) : cursor
    const written = this.#text.slice(start, cursor)
    return { typed: toLiteral(written.replace(/^"/, '')), start, end }
  }

  /** Whether the parenthesis at this place of what is before the cursor stands behind a name. */
  #isCall(index: number): boolean {
    const open = this.#before.at(index)
    const name = this.#before.at(index - 1)
    return open?.kind === 'open' && name?.kind === 'text' && name.end === open.start
  }

  #slice({ start, end }: QueryExtent): string {
    return this.#text.slice(start, end)
  }
}

/** Whose value is being typed behind the last of these lexemes. */
function findHead(
  before: readonly Lexeme[],
): { readonly owner: Lexeme; readonly operator: Lexeme } | undefined {
  const index = before.findLastIndex(({ kind }) => kind === 'operator')
  const [operator, ...behind] = before.slice(Math.max(index, 0))
  const owner = before[index - 1]
  if (operator === undefined || owner === undefined) return undefined
  const isList = behind[0]?.kind === 'list-open'
  const isOpen = isList ? !behind.some(({ kind }) => kind === 'list-close') : behind.length <= 1
  const isTyped = isList || behind[0]?.kind !== 'blank'
  return isOpen && isTyped ? { owner, operator } : undefined
}
