/** A set of 32-bit hashes, open addressing: filled once for each block, a hundred times a row. */
export class HashSet {
  #slots = new Uint32Array(4096)
  #size = 0

  get size(): number {
    return this.#size
  }

  add(hash: number): void {
    // 0 marks an empty slot.
    const value = hash === 0 ? 1 : hash
    const mask = this.#slots.length - 1
    let at = value & mask
    for (;;) {
      const found = this.#slots[at]
      if (found === value) return
      if (found === 0) break
      at = (at + 1) & mask
    }
    this.#slots[at] = value
    this.#size++
    if (this.#size * 2 > this.#slots.length) this.#grow()
  }

  *values(): Generator<number> {
    for (const value of this.#slots) if (value !== 0) yield value
  }

  clear(): void {
    if (this.#slots.length > 65_536) this.#slots = new Uint32Array(4096)
    else this.#slots.fill(0)
    this.#size = 0
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Uint32Array(old.length * 2)
    this.#size = 0
    for (const value of old) if (value !== 0) this.add(value)
  }
}
