import { toArrivalItem } from './arrival-item.ts'
import { isDump, reportCut, toFormParts } from './form-parts.ts'
import type { ArrivalReader } from '../arrival.ts'
import { readId } from '../id.ts'
import { readMultipart } from './multipart.ts'
import { toOnlyPart } from './only-part.ts'
import { readAttachmentItem } from '../sentry/attachment.ts'

/** Files for an event that was sent before: a form, one part each. */
export const readAttachmentsArrival: ArrivalReader = (arrival) => {
  const form = readMultipart(arrival.body, arrival.contentType)
  if (form === undefined) {
    arrival.report('body-format', 0, 'no multipart form')
    return toOnlyPart(arrival, arrival.format, [])
  }
  reportCut(arrival, form)
  const eventId = readId(arrival.parameters['event_id'])
  const records = form.parts.flatMap((part, index) => {
    const header = {
      filename: part.filename ?? part.name,
      content_type: part.contentType,
      attachment_type: isDump(part) ? 'event.minidump' : undefined,
    }
    const { data: payload, offset } = part
    return readAttachmentItem(toArrivalItem(arrival, { payload, index, offset, header, eventId }))
  })
  return { records, header: {}, parts: toFormParts(form) }
}
