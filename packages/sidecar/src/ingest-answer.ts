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
  /** Said to who can hear it: it was let go, or was too large. */
  readonly loss: string | undefined
}

/** One transparent pixel, for pages that report with an image. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

const JSON_TYPE = 'application/json'

/** What success looks like to the sender. Never anything that an SDK takes for "send less". */
export function toIngestAnswer(
  form: AnswerForm,
  { eventId, contentType, loss }: AnswerFacts,
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
      return toOtlpAnswer(contentType ?? '', loss)
    case 'accepted':
      return { status: 202, headers: {}, body: '' }
    case 'created':
      return { status: 201, headers: {}, body: '' }
    case 'empty':
      return { status: 200, headers: {}, body: '' }
  }
}

/**
 * In the type of the request. Success is an empty message: no bytes in protobuf, no fields in JSON.
 * Anything else is a partial success; how many records were in it nobody has counted.
 *
 * @see https://opentelemetry.io/docs/specs/otlp/#partial-success-1
 */
function toOtlpAnswer(contentType: string, loss: string | undefined): IngestAnswer {
  const isProtobuf = /protobuf/i.test(contentType)
  if (isProtobuf) {
    const headers = { 'content-type': 'application/x-protobuf' }
    return { status: 200, headers, body: loss === undefined ? '' : toPartialSuccess(loss) }
  }
  const said = loss === undefined ? {} : { partialSuccess: { errorMessage: loss } }
  return { status: 200, headers: { 'content-type': JSON_TYPE }, body: JSON.stringify(said) }
}

/** `partial_success` is field 1 of every response, `error_message` field 2 of that. */
function toPartialSuccess(message: string): Uint8Array {
  const text = Buffer.from(message).subarray(0, 120)
  return Buffer.concat([Buffer.from([0x0a, text.length + 2, 0x12, text.length]), text])
}

function toDashed(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
