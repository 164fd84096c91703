import type { OutgoingHttpHeaders } from 'node:http'
import type { AnswerForm } from './ingest-route.ts'

export interface IngestAnswer {
  readonly status: number
  readonly headers: OutgoingHttpHeaders
  readonly body: string | Uint8Array
}

export interface AnswerFacts {
  /** As the body said it, 32 hex digits. */
  readonly eventId: string | undefined
  readonly contentType: string | undefined
}

/** One transparent pixel, for pages that report with an image. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

const JSON_TYPE = 'application/json'

/** What success looks like to the sender. Never anything that an SDK takes for "send less". */
export function toIngestAnswer(
  form: AnswerForm,
  { eventId, contentType }: AnswerFacts,
): IngestAnswer {
  switch (form) {
    case 'event':
      return {
        status: 200,
        headers: { 'content-type': JSON_TYPE },
        body: eventId === undefined ? '{}' : `{"id":"${eventId}"}`,
      }
    case 'pixel':
      return { status: 200, headers: { 'content-type': 'image/gif' }, body: PIXEL }
    case 'crash':
      return {
        status: 200,
        headers: { 'content-type': 'text/plain' },
        body: toDashed(eventId ?? ''),
      }
    case 'otlp':
      return toOtlpAnswer(contentType ?? '')
    case 'accepted':
      return { status: 202, headers: {}, body: '' }
    case 'created':
      return { status: 201, headers: {}, body: '' }
    case 'empty':
      return { status: 200, headers: {}, body: '' }
  }
}

/** An empty response message: no bytes in protobuf, no fields in JSON. In the type of the request. */
function toOtlpAnswer(contentType: string): IngestAnswer {
  const isProtobuf = /protobuf/i.test(contentType)
  return isProtobuf
    ? { status: 200, headers: { 'content-type': 'application/x-protobuf' }, body: '' }
    : { status: 200, headers: { 'content-type': JSON_TYPE }, body: '{}' }
}

function toDashed(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
