import type { Arrival, Report } from '../arrival.ts'
import { readId } from '../id.ts'
import { isObject, readJson, readText } from '../json.ts'
import type { AttachmentRecord } from '../record/file.ts'

/**
 * A file that came by resumable upload; an item of an envelope refers to it by its location. What
 * the sender says of it is in the upload's metadata, part of it as JSON under `sentry`.
 */
export function readUploadArrival(
  { body, contentType, parameters, scope, receivedAt }: Arrival,
  report: Report,
): readonly AttachmentRecord[] {
  const reading = readJson(parameters['sentry'] ?? '{}')
  if (!reading.ok) report('payload-json', 0, 'metadata of the upload')
  const said = reading.ok && isObject(reading.value) ? reading.value : {}
  return [
    {
      kind: 'attachment',
      time: receivedAt,
      item: 0,
      scope,
      filename: readText(said['filename']) ?? parameters['filename'] ?? 'upload.bin',
      contentType: readText(said['content_type']) ?? contentType,
      attachmentType: readText(said['attachment_type']) ?? 'event.attachment',
      size: body.length,
      eventId: readId(said['event_id']),
      traceId: readId(said['trace_id']),
      spanId: undefined,
      attributes: {},
      data: body,
      location: parameters['location'],
    },
  ]
}
