import type { Json } from '../../json.ts'
import type { ExponentialBuckets, OtlpExemplar, OtlpPoint } from '../model.ts'
import { readProtobufAttribute } from './attributes.ts'
import type { ProtobufCursor } from './cursor.ts'
import { emptyPoint, readProtobufExemplar } from './number-point.ts'

export function readHistogramPoint(cursor: ProtobufCursor): OtlpPoint {
  const attributes: Record<string, Json> = {}
  let start: number | undefined
  let time: number | undefined
  let count: number | undefined
  let sum: number | undefined
  let min: number | undefined
  let max: number | undefined
  const bucketCounts: number[] = []
  const bounds: number[] = []
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
        count = cursor.fixed64()
        break
      case 5:
        sum = cursor.double()
        break
      case 6:
        cursor.fixed64s(bucketCounts)
        break
      case 7:
        cursor.doubles(bounds)
        break
      case 8:
        if (cursor.enterEntry()) exemplars.push(readProtobufExemplar(cursor))
        break
      case 9:
        readProtobufAttribute(cursor, attributes)
        break
      case 10:
        flags = cursor.uint32()
        break
      case 11:
        min = cursor.double()
        break
      case 12:
        max = cursor.double()
        break
      default:
        cursor.skip()
    }
  }
  const measured = { count, sum, min, max, bucketCounts, bounds }
  return { ...emptyPoint, attributes, start, time, flags, ...measured, exemplars }
}

export function readExponentialPoint(cursor: ProtobufCursor): OtlpPoint {
  const attributes: Record<string, Json> = {}
  let start: number | undefined
  let time: number | undefined
  let count: number | undefined
  let sum: number | undefined
  let min: number | undefined
  let max: number | undefined
  let scale = 0
  let zeroCount = 0
  let zeroThreshold = 0
  let positive = noBuckets
  let negative = noBuckets
  const exemplars: OtlpExemplar[] = []
  let flags = 0
  while (cursor.next()) {
    switch (cursor.field) {
      case 1:
        readProtobufAttribute(cursor, attributes)
        break
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
        scale = cursor.sint32()
        break
      case 7:
        zeroCount = cursor.fixed64()
        break
      case 8:
        if (cursor.enter()) positive = readBuckets(cursor)
        break
      case 9:
        if (cursor.enter()) negative = readBuckets(cursor)
        break
      case 10:
        flags = cursor.uint32()
        break
      case 11:
        if (cursor.enterEntry()) exemplars.push(readProtobufExemplar(cursor))
        break
      case 12:
        min = cursor.double()
        break
      case 13:
        max = cursor.double()
        break
      case 14:
        zeroThreshold = cursor.double() ?? 0
        break
      default:
        cursor.skip()
    }
  }
  const exponential = { scale, zeroCount, zeroThreshold, positive, negative }
  const measured = { count, sum, min, max, exponential }
  return { ...emptyPoint, attributes, start, time, flags, ...measured, exemplars }
}

const noBuckets: ExponentialBuckets = { offset: 0, counts: [] }

function readBuckets(cursor: ProtobufCursor): ExponentialBuckets {
  let offset = 0
  const counts: number[] = []
  while (cursor.next()) {
    if (cursor.field === 1) offset = cursor.sint32()
    else if (cursor.field === 2) cursor.uint64s(counts)
    else cursor.skip()
  }
  return { offset, counts }
}
