import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'
import type { EntryAllowance } from '../../entry-allowance.ts'
import { readId, readSpanId } from '../../id.ts'
import { toHex } from '../../hex.ts'

/** Ids have 16 bytes or 8. */
const ID_LIMIT = 32

/**
 * Walks through protobuf messages:
 *
 *     if (cursor.enter()) while (cursor.next()) switch (cursor.field) { … default: cursor.skip() }
 *
 * A field that does not have the wire type asked for is passed over, as unknown fields are. Damage
 * throws; `offset` then is where the damaged field begins.
 */
export class ProtobufCursor {
  field = 0
  offset = 0
  readonly #reader: BinaryReader
  readonly #allowance: EntryAllowance
  readonly #ends: number[] = []
  #end: number
  #wire: WireType = WireType.Varint

  constructor(bytes: Uint8Array, allowance: EntryAllowance) {
    this.#reader = new BinaryReader(bytes)
    this.#allowance = allowance
    this.#end = bytes.length
  }

  /** To the next field of the message entered last; at its end back into the one around it. */
  next(): boolean {
    const reader = this.#reader
    if (reader.pos >= this.#end) {
      if (reader.pos > this.#end) throw new RangeError('a field is longer than its message')
      this.#end = this.#ends.pop() ?? this.#end
      return false
    }
    this.offset = reader.pos
    const [field, wire] = reader.tag()
    this.field = field
    this.#wire = wire
    return true
  }

  /** Into the message that the field holds; false when it holds something else. */
  enter(): boolean {
    if (!this.#is(WireType.LengthDelimited)) return false
    const reader = this.#reader
    const end = reader.uint32() + reader.pos
    if (end > this.#end) throw new RangeError('a message is longer than the one around it')
    this.#ends.push(this.#end)
    this.#end = end
    return true
  }

  /** Like `enter`, for messages of which there may be many: false for one too many as well. */
  enterEntry(): boolean {
    if (this.#allowance.take()) return this.enter()
    this.skip()
    return false
  }

  skip(): void {
    this.#reader.skip(this.#wire, this.field)
  }

  text(): string {
    return this.#is(WireType.LengthDelimited) ? this.#reader.string() : ''
  }

  bytes(): Uint8Array {
    return this.#is(WireType.LengthDelimited) ? this.#reader.bytes() : new Uint8Array()
  }

  traceId(): string | undefined {
    const bytes = this.bytes()
    return bytes.length > ID_LIMIT ? undefined : readId(toHex(bytes))
  }

  spanId(): string | undefined {
    const bytes = this.bytes()
    return bytes.length > ID_LIMIT ? undefined : readSpanId(toHex(bytes))
  }

  /** `fixed64` nanoseconds since the epoch, in milliseconds. */
  time(): number | undefined {
    if (!this.#is(WireType.Bit64)) return undefined
    const low = this.#reader.fixed32()
    const high = this.#reader.fixed32()
    return toMilliseconds(high, low)
  }

  /** `fixed64`; beyond 2^53 the nearest number. */
  fixed64(): number {
    if (!this.#is(WireType.Bit64)) return 0
    const low = this.#reader.fixed32()
    return this.#reader.fixed32() * 2 ** 32 + low
  }

  /** `sfixed64`, in digits where a number would lose some. */
  signedFixed64(): number | string | undefined {
    return this.#is(WireType.Bit64) ? toInteger(this.#reader.sfixed64()) : undefined
  }

  /** `int64`, in digits where a number would lose some. */
  int64(): number | string | undefined {
    if (!this.#is(WireType.Varint)) return undefined
    const reader = this.#reader
    const start = reader.pos
    const number = reader.uint32()
    // Up to four bytes hold it all; a bigint for every small number takes six times as long.
    if (reader.pos - start <= 4) return number
    reader.pos = start
    return toInteger(reader.int64())
  }

  uint32(): number {
    return this.#is(WireType.Varint) ? this.#reader.uint32() : 0
  }

  sint32(): number {
    return this.#is(WireType.Varint) ? this.#reader.sint32() : 0
  }

  bool(): boolean {
    return this.#is(WireType.Varint) && this.#reader.bool()
  }

  fixed32(): number {
    return this.#is(WireType.Bit32) ? this.#reader.fixed32() : 0
  }

  double(): number | undefined {
    return this.#is(WireType.Bit64) ? this.#reader.double() : undefined
  }

  /** A repeated `double`, packed or one by one. */
  doubles(into: number[]): void {
    if (this.#wire === WireType.Bit64) into.push(this.#reader.double())
    else this.#packed(() => into.push(this.#reader.double()))
  }

  /** A repeated `fixed64`, packed or one by one. */
  fixed64s(into: number[]): void {
    if (this.#wire === WireType.Bit64) into.push(this.fixed64())
    else
      this.#packed(() => {
        const low = this.#reader.fixed32()
        into.push(this.#reader.fixed32() * 2 ** 32 + low)
      })
  }

  /** A repeated `uint64`, packed or one by one. */
  uint64s(into: number[]): void {
    const read = () => into.push(Number(this.#reader.uint64()))
    if (this.#wire === WireType.Varint) read()
    else this.#packed(read)
  }

  #packed(read: () => void): void {
    if (!this.#is(WireType.LengthDelimited)) return
    const reader = this.#reader
    const end = reader.uint32() + reader.pos
    if (end > this.#end) throw new RangeError('a list is longer than its message')
    while (reader.pos < end) read()
    if (reader.pos > end) throw new RangeError('a list ends within a number')
  }

  #is(wire: WireType): boolean {
    if (this.#wire === wire) return true
    this.skip()
    return false
  }
}

function toInteger(value: bigint | string): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

/** Nanoseconds, in two halves of 32 bits, without losing digits before the last sum. */
function toMilliseconds(high: number, low: number): number | undefined {
  const nanoseconds = high * 2 ** 32 + low
  if (nanoseconds < 1e15) return nanoseconds > 0 ? nanoseconds / 1e6 : undefined
  // 2^32 ns are 4294 ms and 967296 ns.
  const rest = high * 967_296 + low
  return high * 4294 + Math.floor(rest / 1e6) + (rest % 1e6) / 1e6
}
