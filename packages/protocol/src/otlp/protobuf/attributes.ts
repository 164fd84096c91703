import { base64Encode } from '@bufbuild/protobuf/wire'
import { setProperty } from '../../json.ts'
import type { Json } from '../../json.ts'
import { cutValue, NESTING_LIMIT } from '../nesting.ts'
import type { ProtobufCursor } from './cursor.ts'

/** Adds a KeyValue to the attributes it belongs to. */
export function readProtobufAttribute(
  cursor: ProtobufCursor,
  attributes: Record<string, Json>,
  depth = 0,
): void {
  if (!cursor.enter()) return
  let key = ''
  let value: Json = null
  while (cursor.next()) {
    if (cursor.field === 1) key = cursor.text()
    else if (cursor.field === 2) value = readProtobufValue(cursor, depth)
    else cursor.skip()
  }
  setProperty(attributes, key, value)
}

/** An AnyValue; one that says nothing is null. */
export function readProtobufValue(cursor: ProtobufCursor, depth = 0): Json {
  let value: Json = null
  if (!cursor.enter()) return value
  while (cursor.next()) {
    switch (cursor.field) {
      case 1:
        value = cursor.text()
        break
      case 2:
        value = cursor.bool()
        break
      case 3:
        value = cursor.int64() ?? null
        break
      case 4:
        value = toJsonDouble(cursor.double())
        break
      case 5:
        value = readArray(cursor, depth)
        break
      case 6:
        value = readMap(cursor, depth)
        break
      case 7:
        value = base64Encode(cursor.bytes())
        break
      default:
        cursor.skip()
    }
  }
  return value
}

/** JSON has no other way to say `NaN` than in words. */
function toJsonDouble(double: number | undefined): Json {
  if (double === undefined) return null
  return Number.isFinite(double) ? double : String(double)
}

function readArray(cursor: ProtobufCursor, depth: number): Json {
  if (depth >= NESTING_LIMIT) return cut(cursor)
  const values: Json[] = []
  if (!cursor.enter()) return values
  while (cursor.next()) {
    if (cursor.field === 1) values.push(readProtobufValue(cursor, depth + 1))
    else cursor.skip()
  }
  return values
}

function readMap(cursor: ProtobufCursor, depth: number): Json {
  if (depth >= NESTING_LIMIT) return cut(cursor)
  const map: Record<string, Json> = {}
  if (!cursor.enter()) return map
  while (cursor.next()) {
    if (cursor.field === 1) readProtobufAttribute(cursor, map, depth + 1)
    else cursor.skip()
  }
  return map
}

function cut(cursor: ProtobufCursor): Json {
  cursor.skip()
  return cutValue
}
