import type { Json } from '../../json.ts'
import type { OtlpLog } from '../model.ts'
import { readProtobufAttribute, readProtobufValue } from './attributes.ts'
import type { ProtobufCursor } from './cursor.ts'

/** @see https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/logs/v1/logs.proto */
export function readProtobufLog(cursor: ProtobufCursor): OtlpLog {
  let time: number | undefined
  let observedTime: number | undefined
  let severityNumber = 0
  let severityText = ''
  let body: Json | undefined
  let eventName = ''
  let traceId: string | undefined
  let spanId: string | undefined
  const attributes: Record<string, Json> = {}
  let droppedAttributes = 0
  while (cursor.next()) {
    switch (cursor.field) {
      case 1:
        time = cursor.time()
        break
      case 2:
        severityNumber = cursor.uint32()
        break
      case 3:
        severityText = cursor.text()
        break
      case 5:
        body = readProtobufValue(cursor)
        break
      case 6:
        readProtobufAttribute(cursor, attributes)
        break
      case 7:
        droppedAttributes = cursor.uint32()
        break
      case 9:
        traceId = cursor.traceId()
        break
      case 10:
        spanId = cursor.spanId()
        break
      case 11:
        observedTime = cursor.time()
        break
      case 12:
        eventName = cursor.text()
        break
      default:
        cursor.skip()
    }
  }
  return {
    time,
    observedTime,
    severityNumber: severityNumber || undefined,
    severityText: severityText || undefined,
    body,
    eventName: eventName || undefined,
    traceId,
    spanId,
    attributes,
    droppedAttributes,
  }
}
