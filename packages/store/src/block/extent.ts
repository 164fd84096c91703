import type { Range } from './block.ts'

/** The least and the greatest of the numbers it was given. */
export class Extent {
  #least = Infinity
  #greatest = -Infinity

  add(value: number): void {
    if (value < this.#least) this.#least = value
    if (value > this.#greatest) this.#greatest = value
  }

  get range(): Range | undefined {
    return this.#least <= this.#greatest ? [this.#least, this.#greatest] : undefined
  }

  clear(): void {
    this.#least = Infinity
    this.#greatest = -Infinity
  }
}
