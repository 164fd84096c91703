import { toArrivalItem } from './arrival-item.ts'
import type { Arrival, Report } from '../arrival.ts'
import { isEventPart, readCrashForm } from './crash-form.ts'
import { readId, toDerivedId } from '../id.ts'
import { toText } from '../json.ts'
import { readMultipart } from './multipart.ts'
import type { Multipart, Part } from './multipart.ts'
import type { Payload } from '../payload.ts'
import type { TelemetryRecord } from '../record.ts'
import type { EventRecord } from '../record/event.ts'
import type { AttachmentRecord, MinidumpRecord } from '../record/file.ts'
import { readAttachmentItem } from '../sentry/attachment.ts'
import { toEvent } from '../sentry/event.ts'

const DUMP = 'upload_file_minidump'

/** A crash as Breakpad, Crashpad and Electron upload it: an event, the dump, and files beside it. */
export function readMinidumpArrival(arrival: Arrival, report: Report): readonly TelemetryRecord[] {
  const form = readForm(arrival)
  if (form === undefined) {
    report('body-format', 0, 'neither a form nor a minidump')
    return []
  }
  if (form.isCut) report('item-cut', arrival.body.length, 'the form has no closing boundary')
  const parts = form.parts.flatMap(unwrapNested)
  const payload = readCrashForm(parts, report)
  const dump = parts.find(isDump)
  if (dump === undefined) report('payload-field', 0, `the form has no ${DUMP}`)
  const eventId =
    readId(payload['event_id']) ?? readId(arrival.parameters['event_id']) ?? toDumpId(arrival, dump)

  const files: (AttachmentRecord | MinidumpRecord)[] = []
  for (const [index, part] of parts.entries()) {
    if (isEventPart(part) || (part.filename === undefined && !isDump(part))) continue
    for (const record of readFile(arrival, report, { part, index, eventId })) files.push(record)
  }
  const minidump = files.find((file) => file.kind === 'minidump')
  if (Object.keys(payload).length === 0 && dump === undefined) return files
  return [toCrashEvent(arrival, report, { ...payload, event_id: eventId }, minidump), ...files]
}

function readForm(arrival: Arrival): Multipart | undefined {
  const { body } = arrival
  if (!isMagic(body)) return readMultipart(body, arrival.contentType)
  const part = { name: DUMP, filename: undefined, contentType: undefined, data: body, offset: 0 }
  return { parts: [part], isCut: false }
}

/** A dump, or gzip, which `toMinidump` looks into. */
function isMagic(bytes: Uint8Array): boolean {
  const magic = toText(bytes.subarray(0, 4))
  return magic === 'MDMP' || magic === 'PMDM' || (bytes[0] === 0x1f && bytes[1] === 0x8b)
}

function isDump(part: Part): boolean {
  return part.name === DUMP
}

/** Electron on Linux once sent the whole form of its crash handler as the dump in another form. */
function unwrapNested(part: Part): readonly Part[] {
  if (!isDump(part) || toText(part.data.subarray(0, 2)) !== '--') return [part]
  const inner = readMultipart(part.data, undefined)
  if (inner === undefined) return [part]
  return inner.parts.map((nested) => ({ ...nested, offset: part.offset + nested.offset }))
}

/** Of the dump's beginning, which holds when the process died, and its size. */
function toDumpId(arrival: Arrival, dump: Part | undefined): string {
  const bytes = dump?.data ?? arrival.body
  return toDerivedId(DUMP, bytes.length, toText(bytes.subarray(0, 65_536)))
}

interface FilePart {
  readonly part: Part
  readonly index: number
  readonly eventId: string
}

function readFile(
  arrival: Arrival,
  report: Report,
  { part, index, eventId }: FilePart,
): readonly (AttachmentRecord | MinidumpRecord)[] {
  const header = {
    filename: part.filename ?? (isDump(part) ? 'minidump.dmp' : part.name),
    content_type: part.contentType,
    attachment_type: toAttachmentType(part),
  }
  const { data: payload, offset } = part
  return readAttachmentItem(
    toArrivalItem(arrival, report, { payload, index, offset, header, eventId }),
  )
}

function toAttachmentType(part: Part): string {
  if (isDump(part)) return 'event.minidump'
  const isHierarchy = /view[-_]hierarchy/.test(`${part.name} ${part.filename ?? ''}`)
  return isHierarchy ? 'event.view_hierarchy' : 'event.attachment'
}

/** The event as the crash handler tells it; what it leaves out is told by the dump. */
function toCrashEvent(
  arrival: Arrival,
  report: Report,
  payload: Payload,
  minidump: MinidumpRecord | undefined,
): EventRecord {
  const crash = minidump?.crash
  const exception = {
    type: crash?.reason ?? 'Minidump',
    value: crash === undefined ? 'The process crashed' : `at ${crash.address ?? 'unknown address'}`,
    thread_id: crash?.threadId,
    mechanism: { type: 'minidump', handled: false, synthetic: true },
  }
  const item = toArrivalItem(arrival, report, { receivedAt: minidump?.time ?? arrival.receivedAt })
  const event = toEvent(item, { level: 'fatal', platform: 'native', exception, ...payload })
  return event.images.length > 0 ? event : { ...event, images: minidump?.modules ?? [] }
}
