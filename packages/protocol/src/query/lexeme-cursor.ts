import type { Lexeme, LexemeKind } from './lexeme.ts'
import { toQueryError } from './query-error.ts'
import type { QueryError, QueryErrorCode } from './query-error.ts'
import type { QueryExtent, QueryValue } from './syntax.ts'

/** More terms and values than this no database takes in one question. */
const SIZE_LIMIT = 1000

/** A walk over the lexemes that matter, which remembers the first mistake. */
export class LexemeCursor {
  readonly text: string
  /** Behind the lexeme taken last. */
  end = 0
  error: QueryError | undefined = undefined
  readonly #lexemes: readonly Lexeme[]
  #at = 0
  #size = 0

  constructor(text: string, lexemes: readonly Lexeme[]) {
    this.text = text
    this.#lexemes = lexemes.filter(({ kind }) => kind !== 'blank')
  }

  get next(): Lexeme | undefined {
    return this.#lexemes[this.#at]
  }

  get isAtEnd(): boolean {
    return this.next === undefined || this.next.kind === 'close'
  }

  is(kind: LexemeKind): boolean {
    return this.next?.kind === kind
  }

  take(...kinds: readonly LexemeKind[]): Lexeme | undefined {
    const { next } = this
    if (next === undefined || !kinds.includes(next.kind)) return undefined
    this.#at++
    this.end = next.end
    return next
  }

  /** Whether something other than a parenthesis stands at this offset, without a blank before it. */
  isTouched(offset: number): boolean {
    return this.next?.start === offset && this.next.kind !== 'close'
  }

  slice({ start, end }: QueryExtent): string {
    return this.text.slice(start, end)
  }

  toValue({ start, end }: Lexeme): QueryValue {
    const isQuoted = this.text.charAt(start) === '"'
    const raw = isQuoted ? this.text.slice(start + 1, end - 1) : this.text.slice(start, end)
    return { raw, isQuoted, start, end }
  }

  /** Counts a term or value; false when there are too many. */
  count(extent: QueryExtent): boolean {
    if (++this.#size > SIZE_LIMIT) this.fail('size', extent, String(SIZE_LIMIT))
    return this.#size <= SIZE_LIMIT
  }

  fail(code: QueryErrorCode, extent: QueryExtent, found?: string, better?: string): undefined {
    this.error ??= toQueryError(code, extent, found, better)
    return undefined
  }
}
