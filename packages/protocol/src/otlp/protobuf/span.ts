import type { Json } from '../../json.ts'
import { STATUS_ERROR, toSpanKind } from '../enumeration.ts'
import type { OtlpLink, OtlpSpan, OtlpSpanEvent } from '../model.ts'
import { readProtobufAttribute } from './attributes.ts'
import type { ProtobufCursor } from './cursor.ts'

/** @see https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto */
export function readProtobufSpan(cursor: ProtobufCursor): OtlpSpan {
  let traceId: string | undefined
  let spanId: string | undefined
  let parentSpanId: string | undefined
  let traceState = ''
  let flags = 0
  let name = ''
  let kind = 0
  let start: number | undefined
  let end: number | undefined
  const attributes: Record<string, Json> = {}
  const events: OtlpSpanEvent[] = []
  const links: OtlpLink[] = []
  let status: SpanStatus = noStatus
  let droppedAttributes = 0
  let droppedEvents = 0
  let droppedLinks = 0
  while (cursor.next()) {
    switch (cursor.field) {
      case 1:
        traceId = cursor.traceId()
        break
      case 2:
        spanId = cursor.spanId()
        break
      case 3:
        traceState = cursor.text()
        break
      case 4:
        parentSpanId = cursor.spanId()
        break
      case 5:
        name = cursor.text()
        break
      case 6:
        kind = cursor.uint32()
        break
      case 7:
        start = cursor.time()
        break
      case 8:
        end = cursor.time()
        break
      case 9:
        readProtobufAttribute(cursor, attributes)
        break
      case 10:
        droppedAttributes = cursor.uint32()
        break
      case 11:
        if (cursor.enterEntry()) events.push(readEvent(cursor))
        break
      case 12:
        droppedEvents = cursor.uint32()
        break
      case 13:
        if (cursor.enterEntry()) links.push(readLink(cursor))
        break
      case 14:
        droppedLinks = cursor.uint32()
        break
      case 15:
        if (cursor.enter()) status = readStatus(cursor)
        break
      case 16:
        flags = cursor.fixed32()
        break
      default:
        cursor.skip()
    }
  }
  return {
    traceId,
    spanId,
    parentSpanId,
    traceState: traceState || undefined,
    flags,
    name,
    kind: toSpanKind(kind),
    start,
    end,
    attributes,
    events,
    links,
    isError: status.code === STATUS_ERROR,
    statusMessage: status.message || undefined,
    droppedAttributes,
    droppedEvents,
    droppedLinks,
  }
}

function readEvent(cursor: ProtobufCursor): OtlpSpanEvent {
  let name = ''
  let time: number | undefined
  const attributes: Record<string, Json> = {}
  while (cursor.next()) {
    if (cursor.field === 1) time = cursor.time()
    else if (cursor.field === 2) name = cursor.text()
    else if (cursor.field === 3) readProtobufAttribute(cursor, attributes)
    else cursor.skip()
  }
  return { name, time, attributes }
}

function readLink(cursor: ProtobufCursor): OtlpLink {
  let traceId: string | undefined
  let spanId: string | undefined
  let flags = 0
  const attributes: Record<string, Json> = {}
  while (cursor.next()) {
    if (cursor.field === 1) traceId = cursor.traceId()
    else if (cursor.field === 2) spanId = cursor.spanId()
    else if (cursor.field === 4) readProtobufAttribute(cursor, attributes)
    else if (cursor.field === 6) flags = cursor.fixed32()
    else cursor.skip()
  }
  return { traceId, spanId, flags, attributes }
}

interface SpanStatus {
  readonly code: number
  readonly message: string
}

const noStatus: SpanStatus = { code: 0, message: '' }

function readStatus(cursor: ProtobufCursor): SpanStatus {
  let code = 0
  let message = ''
  while (cursor.next()) {
    if (cursor.field === 2) message = cursor.text()
    else if (cursor.field === 3) code = cursor.uint32()
    else cursor.skip()
  }
  return { code, message }
}
