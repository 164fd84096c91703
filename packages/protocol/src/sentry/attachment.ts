import { readTypedAttributes } from '../attributes.ts'
import { readId, readSpanId } from '../id.ts'
import type { Item } from '../item.ts'
import { isObject, readCount, readJsonBytes, readText } from '../json.ts'
import type { AttachmentRecord, MinidumpRecord } from '../record/file.ts'
import { readTime } from '../time.ts'
import { toMinidump } from './minidump.ts'

const TRACE_ATTACHMENT = 'application/vnd.sentry.trace-attachment'
const REFERENCE = 'application/vnd.sentry.attachment-ref+json'

/** An `attachment` item: a file, a file of a trace, or a placeholder for one that is uploaded apart. */
export function readAttachmentItem(item: Item): readonly (AttachmentRecord | MinidumpRecord)[] {
  const contentType = readText(item.header['content_type'])
  if (contentType === TRACE_ATTACHMENT) return [readTraceAttachment(item)]
  if (contentType === REFERENCE) return [readReference(item)]
  const attachment = toAttachment(item, {})
  if (attachment.attachmentType !== 'event.minidump') return [attachment]
  return [attachment, ...toMinidump(item, item.payload, attachment.filename)]
}

function toAttachment(item: Item, known: Partial<AttachmentRecord>): AttachmentRecord {
  const { header } = item
  return {
    kind: 'attachment',
    time: item.receivedAt,
    item: item.index,
    scope: item.scope,
    filename: readText(header['filename']) ?? 'unnamed',
    contentType: readText(header['content_type']),
    attachmentType: readText(header['attachment_type']) ?? 'event.attachment',
    size: item.payload.length,
    eventId: item.eventId,
    traceId: item.trace?.traceId,
    spanId: readSpanId(header['span_id']),
    attributes: {},
    data: item.payload,
    location: undefined,
    ...known,
  }
}

/** `meta_length` bytes of JSON, then the file. */
function readTraceAttachment(item: Item): AttachmentRecord {
  const metaLength = readCount(item.header['meta_length']) ?? 0
  const reading = readJsonBytes(item.payload.subarray(0, metaLength))
  const data = item.payload.subarray(metaLength)
  if (!reading.ok || !isObject(reading.value)) {
    item.report('payload-json', 'the attachment\u2019s own header')
    return toAttachment(item, {})
  }
  const meta = reading.value
  return toAttachment(item, {
    time: readTime(meta['timestamp']) ?? item.receivedAt,
    filename: readText(meta['filename']) ?? readText(item.header['filename']) ?? 'unnamed',
    contentType: readText(meta['content_type']),
    attachmentType: 'trace.attachment',
    size: data.length,
    traceId: readId(meta['trace_id']) ?? item.trace?.traceId,
    attributes: readTypedAttributes(meta['attributes']).attributes,
    data,
  })
}

function readReference(item: Item): AttachmentRecord {
  const reading = readJsonBytes(item.payload)
  const reference = reading.ok && isObject(reading.value) ? reading.value : {}
  if (!reading.ok) item.report(reading.code, reading.detail)
  return toAttachment(item, {
    contentType: readText(reference['content_type']),
    size: readCount(item.header['attachment_length']) ?? 0,
    data: undefined,
    location: readText(reference['location']),
  })
}
