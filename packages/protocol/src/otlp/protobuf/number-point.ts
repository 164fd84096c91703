import type { Json } from '../../json.ts'
import { emptyAttributes } from '../model.ts'
import type { OtlpExemplar, OtlpPoint, OtlpQuantile } from '../model.ts'
import { readProtobufAttribute } from './attributes.ts'
import type { ProtobufCursor } from './cursor.ts'

/** A point of a gauge or a sum. */
export function readNumberPoint(cursor: ProtobufCursor): OtlpPoint {
  const attributes: Record<string, Json> = {}
  let start: number | undefined
  let time: number | undefined
  let value: number | string | undefined
  const exemplars: OtlpExemplar[] = []
  let flags = 0
  while (cursor.next()) {
    switch (cursor.field) {
      case 2:
        start = cursor.time()
        break
      case 3:
        time = cursor.time()
        break
      case 4:
        value = cursor.double()
        break
      case 5:
        if (cursor.enterEntry()) exemplars.push(readProtobufExemplar(cursor))
        break
      case 6:
        value = cursor.signedFixed64()
        break
      case 7:
        readProtobufAttribute(cursor, attributes)
        break
      case 8:
        flags = cursor.uint32()
        break
      default:
        cursor.skip()
    }
  }
  return { ...emptyPoint, attributes, start, time, value, exemplars, flags }
}

export function readSummaryPoint(cursor: ProtobufCursor): OtlpPoint {
  const attributes: Record<string, Json> = {}
  let start: number | undefined
  let time: number | undefined
  let count: number | undefined
  let sum: number | undefined
  const quantiles: OtlpQuantile[] = []
  let flags = 0
  while (cursor.next()) {
    switch (cursor.field) {
      case 2:
        start = cursor.time()
        break
      case 3:
        time = cursor.time()
        break
      case 4:
        count = cursor.fixed64()
        break
      case 5:
        sum = cursor.double()
        break
      case 6:
        if (cursor.enterEntry()) quantiles.push(readQuantile(cursor))
        break
      case 7:
        readProtobufAttribute(cursor, attributes)
        break
      case 8:
        flags = cursor.uint32()
        break
      default:
        cursor.skip()
    }
  }
  return { ...emptyPoint, attributes, start, time, count, sum, quantiles, flags }
}

export const emptyPoint: OtlpPoint = {
  attributes: emptyAttributes,
  start: undefined,
  time: undefined,
  flags: 0,
  value: undefined,
  count: undefined,
  sum: undefined,
  min: undefined,
  max: undefined,
  bucketCounts: [],
  bounds: [],
  exponential: undefined,
  quantiles: [],
  exemplars: [],
}

function readQuantile(cursor: ProtobufCursor): OtlpQuantile {
  let quantile = 0
  let value = 0
  while (cursor.next()) {
    if (cursor.field === 1) quantile = cursor.double() ?? 0
    else if (cursor.field === 2) value = cursor.double() ?? 0
    else cursor.skip()
  }
  return { quantile, value }
}

export function readProtobufExemplar(cursor: ProtobufCursor): OtlpExemplar {
  let time: number | undefined
  let value: number | string | undefined
  let traceId: string | undefined
  let spanId: string | undefined
  while (cursor.next()) {
    if (cursor.field === 2) time = cursor.time()
    else if (cursor.field === 3) value = cursor.double()
    else if (cursor.field === 4) spanId = cursor.spanId()
    else if (cursor.field === 5) traceId = cursor.traceId()
    else if (cursor.field === 6) value = cursor.signedFixed64()
    else cursor.skip()
  }
  return { time, value, traceId, spanId }
}
