import { base64Decode, BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

/** An AnyValue, as tests describe it once for both encodings; integers and bytes as JSON has them. */
export type OtlpValue =
  | { readonly kind: 'string' | 'int' | 'bytes'; readonly value: string }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'double'; readonly value: number }
  | { readonly kind: 'array'; readonly value: readonly OtlpValue[] }
  | { readonly kind: 'map'; readonly value: OtlpPairs }
  | { readonly kind: 'none' }

export type OtlpPairs = readonly (readonly [string, OtlpValue])[]

export interface OtlpForms {
  readonly id: string
  readonly text: string
  readonly fixed64: string
  readonly sfixed64: string
  readonly uint: number
  readonly sint: number
  readonly fixed32: number
  readonly double: number
  readonly bool: boolean
  readonly message: OtlpMessage
  readonly messages: readonly OtlpMessage[]
  readonly attributes: OtlpPairs
  readonly value: OtlpValue
  readonly doubles: readonly number[]
  readonly fixed64s: readonly string[]
  readonly uint64s: readonly string[]
}

/** Its name in JSON, its number and form in protobuf, and what it holds. */
export type OtlpField = {
  readonly [F in keyof OtlpForms]: readonly [string, number, F, OtlpForms[F]]
}[keyof OtlpForms]

export type OtlpMessage = readonly OtlpField[]

function toJsonDouble(value: number): number | string {
  return Number.isFinite(value) ? value : String(value)
}

function toJsonValue(value: OtlpValue): unknown {
  switch (value.kind) {
    case 'string':
    case 'bytes':
      return { [`${value.kind}Value`]: value.value }
    case 'int':
      return { intValue: value.value }
    case 'bool':
      return { boolValue: value.value }
    case 'double':
      return { doubleValue: toJsonDouble(value.value) }
    case 'array':
      return { arrayValue: { values: value.value.map(toJsonValue) } }
    case 'map':
      return { kvlistValue: { values: toJsonPairs(value.value) } }
    default:
      return {}
  }
}

function toJsonPairs(pairs: OtlpPairs): unknown {
  return pairs.map(([key, value]) => ({ key, value: toJsonValue(value) }))
}

function toJsonField([, , form, value]: OtlpField): unknown {
  switch (form) {
    case 'message':
      return toJsonMessage(value)
    case 'messages':
      return value.map(toJsonMessage)
    case 'attributes':
      return toJsonPairs(value)
    case 'value':
      return toJsonValue(value)
    case 'double':
      return toJsonDouble(value)
    case 'doubles':
      return value.map(toJsonDouble)
    default:
      return value
  }
}

export function toJsonMessage(message: OtlpMessage): unknown {
  return Object.fromEntries(message.map((field) => [field[0], toJsonField(field)]))
}

function writeDelimited(writer: BinaryWriter, field: number, write: () => void): void {
  writer.tag(field, WireType.LengthDelimited).fork()
  write()
  writer.join()
}

function writeValue(writer: BinaryWriter, value: OtlpValue): void {
  switch (value.kind) {
    case 'string':
      writer.tag(1, WireType.LengthDelimited).string(value.value)
      break
    case 'bool':
      writer.tag(2, WireType.Varint).bool(value.value)
      break
    case 'int':
      writer.tag(3, WireType.Varint).int64(value.value)
      break
    case 'double':
      writer.tag(4, WireType.Bit64).double(value.value)
      break
    case 'array':
      writeDelimited(writer, 5, () => {
        for (const entry of value.value) writeDelimited(writer, 1, () => writeValue(writer, entry))
      })
      break
    case 'map':
      writeDelimited(writer, 6, () => writePairs(writer, 1, value.value))
      break
    case 'bytes':
      writer.tag(7, WireType.LengthDelimited).bytes(base64Decode(value.value))
      break
    case 'none':
  }
}

function writePairs(writer: BinaryWriter, field: number, pairs: OtlpPairs): void {
  for (const [key, value] of pairs) {
    writeDelimited(writer, field, () => {
      writer.tag(1, WireType.LengthDelimited).string(key)
      writeDelimited(writer, 2, () => writeValue(writer, value))
    })
  }
}

function writeField(writer: BinaryWriter, [, number, form, value]: OtlpField): void {
  switch (form) {
    case 'id':
      writer.tag(number, WireType.LengthDelimited).bytes(toIdBytes(value))
      break
    case 'text':
      writer.tag(number, WireType.LengthDelimited).string(value)
      break
    case 'fixed64':
      writer.tag(number, WireType.Bit64).fixed64(value)
      break
    case 'sfixed64':
      writer.tag(number, WireType.Bit64).sfixed64(value)
      break
    case 'uint':
      writer.tag(number, WireType.Varint).uint32(value)
      break
    case 'sint':
      writer.tag(number, WireType.Varint).sint32(value)
      break
    case 'fixed32':
      writer.tag(number, WireType.Bit32).fixed32(value)
      break
    case 'double':
      writer.tag(number, WireType.Bit64).double(value)
      break
    case 'bool':
      writer.tag(number, WireType.Varint).bool(value)
      break
    case 'message':
      writeDelimited(writer, number, () => writeMessage(writer, value))
      break
    case 'messages':
      for (const one of value) writeDelimited(writer, number, () => writeMessage(writer, one))
      break
    case 'attributes':
      writePairs(writer, number, value)
      break
    case 'value':
      writeDelimited(writer, number, () => writeValue(writer, value))
      break
    case 'doubles':
      writeDelimited(writer, number, () => value.forEach((one) => writer.double(one)))
      break
    case 'fixed64s':
      writeDelimited(writer, number, () => value.forEach((one) => writer.fixed64(one)))
      break
    case 'uint64s':
      // Senders may leave these unpacked.
      for (const one of value) writer.tag(number, WireType.Varint).uint64(one)
  }
}

export function toProtobufMessage(message: OtlpMessage): Uint8Array {
  const writer = new BinaryWriter()
  writeMessage(writer, message)
  return writer.finish()
}

function writeMessage(writer: BinaryWriter, message: OtlpMessage): void {
  for (const field of message) writeField(writer, field)
}

function toIdBytes(hex: string): Uint8Array {
  const pairs = hex.match(/../g) ?? []
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16))
}
