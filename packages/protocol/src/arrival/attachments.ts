import { toArrivalItem } from './arrival-item.ts'
import type { Arrival, Report } from '../arrival.ts'
import { readId } from '../id.ts'
import { readMultipart } from './multipart.ts'
import type { TelemetryRecord } from '../record.ts'
import { readAttachmentItem } from '../sentry/attachment.ts'

/** Files for an event that was sent before: a form, one part each. */
export function readAttachmentsArrival(
  arrival: Arrival,
  report: Report,
): readonly TelemetryRecord[] {
  const form = readMultipart(arrival.body, arrival.contentType)
  if (form === undefined) {
    report('body-format', 0, 'no multipart form')
    return []
  }
  if (form.isCut) report('item-cut', arrival.body.length, 'the form has no closing boundary')
  const eventId = readId(arrival.parameters['event_id'])
  return form.parts.flatMap((part, index) => {
    const header = {
      filename: part.filename ?? part.name,
      content_type: part.contentType,
      attachment_type: part.name === 'upload_file_minidump' ? 'event.minidump' : undefined,
    }
    const { data: payload, offset } = part
    return readAttachmentItem(
      toArrivalItem(arrival, report, { payload, index, offset, header, eventId }),
    )
  })
}
