import type { Attributes, Json } from 'protocol'
import type { SqlValue } from '../driver/database.ts'
import type { Column } from '../table/column.ts'
import type { Block, Range } from './block.ts'
import { Extent } from './extent.ts'
import { toFilter } from './filter.ts'
import { eachTrigram, hashKey, hashValue } from './hash.ts'
import { HashSet } from './hash-set.ts'

/** Longer text is searched without the filter's help. */
const TEXT_LIMIT = 64 * 1024
/** Longer values are in no filter: who asks for one has to look. */
export const valueLimit = 512
const LIST_LIMIT = 32

/** Values counted for each key, before the least frequent are forgotten. */
const TOP_LIMIT = 64

const NUMBER_START = /^[+-.\d]/

/** What was seen under a key since the last look. */
export interface KeyFacts {
  count: number
  hasText: boolean
  hasNumber: boolean
  hasBoolean: boolean
  readonly top: Map<string, number>
}

interface Key extends KeyFacts {
  readonly hash: number
  readonly extent: Extent
}

export interface RowFacts {
  readonly no: number
  readonly time: number
  readonly trace: number | undefined
  readonly arrival: number
  readonly scope: number
}

type AnyColumn = Pick<Column<never>, 'name' | 'type'>

/** Gathers what a table's newest rows have in common, until they are enough for a block. */
export class BlockBuilder {
  readonly #columns: readonly AnyColumn[]
  readonly #words: ReadonlySet<string>
  readonly #hashes = new HashSet()
  readonly #keys = new Map<string, Key>()
  readonly #seenWords = new Set<string>()
  readonly #scopes = new Set<number>()
  readonly #lacking = new Set<string>()
  #first = 0
  #last = 0
  #count = 0
  #removed = 0
  readonly #time = new Extent()
  readonly #trace = new Extent()
  readonly #arrival = new Extent()
  #isPartial = false

  constructor(columns: readonly AnyColumn[], words: readonly string[]) {
    this.#columns = columns
    this.#words = new Set(words)
  }

  get count(): number {
    return this.#count
  }

  /** Whether a row belongs to the block that is being gathered. */
  has(no: number): boolean {
    return this.#count > 0 && no >= this.#first
  }

  /** One of its rows is gone again. */
  remove(): void {
    this.#removed++
  }

  add(row: RowFacts, values: readonly SqlValue[], attributes: Attributes): void {
    if (this.#count === 0) this.#first = row.no
    this.#last = row.no
    this.#count++
    this.#time.add(row.time)
    this.#arrival.add(row.arrival)
    if (row.trace !== undefined) this.#trace.add(row.trace)
    this.#scopes.add(row.scope)
    for (let index = 0; index < this.#columns.length; index++) {
      const column = this.#columns[index]
      const value = values[index]
      if (column === undefined) continue
      if (value !== null && value !== undefined) this.#addColumn(column, value)
      else if (column.type !== 'text' && column.type !== 'id') this.#lacking.add(column.name)
    }
    for (const key in attributes) {
      const value = attributes[key]
      if (value !== undefined && value !== null) this.#addValue(this.#key(key), value)
    }
  }

  toBlock(): Block {
    const ranges: (readonly [string, Range])[] = []
    for (const [name, { extent }] of this.#keys) {
      if (extent.range !== undefined) ranges.push([name, extent.range])
    }
    return {
      first: this.#first,
      last: this.#last,
      facts: {
        count: this.#count - this.#removed,
        time: this.#time.range ?? [0, 0],
        trace: this.#trace.range,
        arrival: this.#arrival.range ?? [0, 0],
        scopes: [...this.#scopes],
        // Made of entries, since a sender may call a key `__proto__`.
        numbers: Object.fromEntries(ranges),
        lacking: [...this.#lacking],
        isPartial: this.#isPartial,
      },
      filter: toFilter(this.#hashes),
    }
  }

  /** What was seen under each key since the last call. */
  takeKeys(): readonly (readonly [string, KeyFacts])[] {
    const taken: [string, KeyFacts][] = []
    for (const [name, key] of this.#keys) {
      if (key.count === 0) continue
      const { count, hasText, hasNumber, hasBoolean } = key
      taken.push([name, { count, hasText, hasNumber, hasBoolean, top: new Map(key.top) }])
      key.count = 0
      key.top.clear()
    }
    return taken
  }

  clear(): void {
    this.#hashes.clear()
    this.#keys.clear()
    this.#seenWords.clear()
    this.#scopes.clear()
    this.#lacking.clear()
    this.#count = 0
    this.#removed = 0
    for (const extent of [this.#time, this.#trace, this.#arrival]) extent.clear()
    this.#isPartial = false
  }

  #key(name: string): Key {
    let key = this.#keys.get(name)
    if (key === undefined) {
      const hash = hashKey(name)
      key = {
        hash,
        count: 0,
        hasText: false,
        hasNumber: false,
        hasBoolean: false,
        extent: new Extent(),
        top: new Map(),
      }
      this.#keys.set(name, key)
      this.#hashes.add(hash >>> 0)
    }
    return key
  }

  #addColumn({ name, type }: AnyColumn, value: SqlValue): void {
    const key = this.#key(name)
    if (typeof value === 'number') this.#addNumber(key, value)
    else if (typeof value === 'string') {
      if (type === 'id') this.#hashes.add(hashValue(key.hash, value))
      else this.#addText(key, value)
      if (this.#words.has(name)) this.#addWords(value)
    }
  }

  #addValue(key: Key, value: Json): void {
    switch (typeof value) {
      case 'string':
        this.#addText(key, value)
        break
      case 'number':
        this.#addNumber(key, value)
        break
      case 'boolean':
        key.hasBoolean = true
        this.#countValue(key, String(value))
        this.#hashes.add(hashValue(key.hash, String(value)))
        break
      default:
        key.count++
        if (Array.isArray(value)) this.#addList(key, value)
        else this.#addEntry(key, value)
    }
  }

  #addList(key: Key, entries: readonly Json[]): void {
    if (entries.length > LIST_LIMIT) this.#isPartial = true
    for (const entry of entries.slice(0, LIST_LIMIT)) this.#addEntry(key, entry)
  }

  /** An object is the text it is written as. */
  #addEntry(key: Key, entry: Json): void {
    const text = typeof entry === 'object' ? JSON.stringify(entry) : String(entry)
    if (text.length <= valueLimit) this.#hashes.add(hashValue(key.hash, text))
    if (typeof entry !== 'boolean') addLikelyNumber(key, text)
  }

  #addText(key: Key, value: string): void {
    key.hasText = true
    this.#countValue(key, value)
    if (value.length <= valueLimit) this.#hashes.add(hashValue(key.hash, value))
    addLikelyNumber(key, value)
  }

  #addNumber(key: Key, value: number): void {
    key.hasNumber = true
    key.extent.add(value)
    const text = String(value)
    this.#countValue(key, text)
    this.#hashes.add(hashValue(key.hash, text))
  }

  #countValue(key: Key, value: string): void {
    key.count++
    // Which values are frequent shows in a quarter of the rows as well.
    if (value.length > 100 || ((this.#count & 3) !== 0 && this.#count > 64)) return
    const { top } = key
    const seen = top.get(value)
    if (seen !== undefined) top.set(value, seen + 1)
    else if (top.size < TOP_LIMIT) top.set(value, 1)
  }

  #addWords(text: string): void {
    if (this.#seenWords.has(text)) return
    if (this.#seenWords.size < 4096) this.#seenWords.add(text)
    if (text.length > TEXT_LIMIT) this.#isPartial = true
    eachTrigram(text.length > TEXT_LIMIT ? text.slice(0, TEXT_LIMIT) : text, (hash) =>
      this.#hashes.add(hash),
    )
  }
}

/** Some senders write their numbers as text; a query compares them all the same. */
function addLikelyNumber({ extent }: Key, text: string): void {
  if (!NUMBER_START.test(text)) return
  const number = Number.parseFloat(text)
  if (Number.isFinite(number)) extent.add(number)
}
