import {
  endOfBlank,
  endOfFunctionName,
  endOfKey,
  endOfQuoted,
  endOfWord,
  isFilterColon,
  readPartners,
} from './scan.ts'

export type LexemeKind =
  | 'blank'
  | 'open'
  | 'close'
  | 'bang'
  | 'not'
  | 'and'
  | 'or'
  | 'text'
  | 'key'
  | 'has'
  | 'is'
  | 'function'
  | 'argument-open'
  | 'argument-close'
  | 'operator'
  | 'value'
  | 'list-open'
  | 'comma'
  | 'list-close'
  | 'quote-open'

/** A piece of a query. An operator includes its colon; a quote without end reaches to the end. */
export interface Lexeme {
  readonly kind: LexemeKind
  readonly start: number
  readonly end: number
}

// "not" in lower case is too common a word of error messages ("user not found") to be an operator.
const KEYWORD = /(?:[Aa][Nn][Dd]|[Oo][Rr]|NOT)(?![^\s()])/y
const OPERATOR = /:(?:>=|<=|!=|=~|[=<>])?/y
const LIST_VALUE = /[^\s,\]]+/y
const ARGUMENT = /[^\s,()"]+/y

/** The pieces of a query in order, without gap or overlap. Any text has some; linear in its length. */
export function readLexemes(text: string): readonly Lexeme[] {
  return new LexemeReader(text).read()
}

class LexemeReader {
  readonly #text: string
  readonly #partners: ReadonlyMap<number, number>
  readonly #lexemes: Lexeme[] = []
  #at = 0

  constructor(text: string) {
    this.#text = text
    this.#partners = readPartners(text)
  }

  read(): readonly Lexeme[] {
    while (this.#at < this.#text.length) this.#readPiece()
    return this.#lexemes
  }

  #readPiece(): void {
    if (this.#skipBlank()) return
    switch (this.#text.charAt(this.#at)) {
      case '(':
        return this.#take('open', this.#at + 1)
      case ')':
        return this.#take('close', this.#at + 1)
      case '!':
        return this.#take('bang', this.#at + 1)
      default:
        if (!this.#readKeyword() && !this.#readFilter() && !this.#readAggregate()) this.#readText()
    }
  }

  #readKeyword(): boolean {
    KEYWORD.lastIndex = this.#at
    const word = KEYWORD.exec(this.#text)?.[0].toLowerCase()
    if (word !== 'and' && word !== 'or' && word !== 'not') return false
    this.#take(word, this.#at + word.length)
    return true
  }

  #readFilter(): boolean {
    const start = this.#at
    const end = endOfKey(this.#text, start)
    if (end === start || !isFilterColon(this.#text, start, end)) return false
    const key = this.#text.slice(start, end)
    const isHas = key === 'has'
    this.#take(isHas ? 'has' : key === 'is' ? 'is' : 'key', end)
    this.#takePattern('operator', OPERATOR)
    if (isHas) this.#readHasKey()
    else this.#readValue()
    return true
  }

  #readHasKey(): void {
    const end = endOfWord(this.#text, this.#at, this.#partners)
    const keyEnd = endOfKey(this.#text, this.#at)
    const isKey = keyEnd > this.#at && (keyEnd >= end || this.#text.charAt(this.#at) === '"')
    if (isKey) this.#take('key', keyEnd)
    else this.#readValue()
  }

  #readValue(): void {
    const character = this.#text.charAt(this.#at)
    if (character === '[') return this.#readList()
    if (character === '"') return this.#readQuoted('value')
    this.#take('value', endOfWord(this.#text, this.#at, this.#partners))
  }

  #readList(): void {
    this.#take('list-open', this.#at + 1)
    while (this.#at < this.#text.length) {
      if (this.#skipBlank()) continue
      switch (this.#text.charAt(this.#at)) {
        case ']':
          return this.#take('list-close', this.#at + 1)
        case ',':
          this.#take('comma', this.#at + 1)
          break
        case '"':
          this.#readQuoted('value')
          break
        default:
          this.#takePattern('value', LIST_VALUE)
      }
    }
  }

  /** `name(a, "b"):`; anything else that looks like a call is text, as it is in error messages. */
  #readAggregate(): boolean {
    const nameEnd = endOfFunctionName(this.#text, this.#at)
    if (nameEnd === this.#at) return false
    const start = this.#at
    const count = this.#lexemes.length
    this.#take('function', nameEnd)
    this.#take('argument-open', nameEnd + 1)
    while (this.#readArgument());
    const close = this.#at
    if (this.#text.charAt(close) === ')' && isFilterColon(this.#text, start, close + 1)) {
      this.#take('argument-close', close + 1)
      this.#takePattern('operator', OPERATOR)
      this.#readValue()
      return true
    }
    this.#lexemes.length = count
    this.#at = start
    return false
  }

  #readArgument(): boolean {
    if (this.#skipBlank()) return true
    const start = this.#at
    const character = this.#text.charAt(start)
    if (character === ',') this.#take('comma', start + 1)
    else if (character === '"') this.#take('value', endOfQuoted(this.#text, start) ?? start)
    else this.#takePattern('value', ARGUMENT)
    return this.#at > start
  }

  #readText(): void {
    if (this.#text.charAt(this.#at) === '"') this.#readQuoted('text')
    else this.#take('text', endOfWord(this.#text, this.#at, this.#partners))
  }

  #readQuoted(kind: 'value' | 'text'): void {
    const end = endOfQuoted(this.#text, this.#at)
    this.#take(end === undefined ? 'quote-open' : kind, end ?? this.#text.length)
  }

  #skipBlank(): boolean {
    const start = this.#at
    this.#take('blank', endOfBlank(this.#text, start))
    return this.#at > start
  }

  #takePattern(kind: LexemeKind, pattern: RegExp): void {
    pattern.lastIndex = this.#at
    if (pattern.test(this.#text)) this.#take(kind, pattern.lastIndex)
  }

  #take(kind: LexemeKind, end: number): void {
    if (end > this.#at) this.#lexemes.push({ kind, start: this.#at, end })
    this.#at = end
  }
}
