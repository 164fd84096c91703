import type { Report } from './arrival.ts'

/** After so many in a row what follows is something else, and each failed try takes its time. */
const ROW_LIMIT = 1_000

/** Enough to see what is wrong. */
const KEPT_LIMIT = 98

/** What of a batch cannot be read, while the rest is. */
export class BrokenPieces {
  readonly #kept: { readonly offset: number; readonly detail: string }[] = []
  #row = 0
  #last = 0
  #isAll = true

  add(offset: number, detail = 'no record'): void {
    this.#row++
    this.#last = offset
    if (this.#kept.length < KEPT_LIMIT) this.#kept.push({ offset, detail })
  }

  /** One that could be read came after. */
  endRow(): void {
    this.#row = 0
    this.#isAll = false
  }

  /** Nothing could be read. */
  get isAll(): boolean {
    return this.#isAll
  }

  get isHopeless(): boolean {
    return this.#row > ROW_LIMIT
  }

  /** Each with its place, or, where there was nothing else, the body. */
  report(report: Report): void {
    const [first] = this.#kept
    if (first === undefined) return
    if (this.#isAll) {
      report('body-format', first.offset, 'no record in it')
      return
    }
    if (this.isHopeless) {
      report('body-line', this.#last, `${this.#row} in a row; what follows was not read`)
    }
    for (const { offset, detail } of this.#kept) report('body-line', offset, detail)
  }
}
