import { toArrivalItem } from './arrival-item.ts'
import type { Arrival, ArrivalReader, OpenArrival } from '../arrival.ts'
import { isEventPart, readCrashForm } from './crash-form.ts'
import { isDump, reportCut, toDumpForm, toFormParts } from './form-parts.ts'
import { readId, toDerivedId } from '../id.ts'
import { toText } from '../json.ts'
import { readMultipart } from './multipart.ts'
import type { Multipart, Part } from './multipart.ts'
import { toOnlyPart } from './only-part.ts'
import type { Payload } from '../payload.ts'
import type { TelemetryRecord } from '../record.ts'
import type { EventRecord } from '../record/event.ts'
import type { AttachmentRecord, MinidumpRecord } from '../record/file.ts'
import { readAttachmentItem } from '../sentry/attachment.ts'
import { toEvent } from '../sentry/event.ts'

/** A crash as Breakpad, Crashpad and Electron upload it: an event, the dump, and files beside it. */
export const readMinidumpArrival: ArrivalReader = (arrival) => {
  const form = readForm(arrival)
  if (form === undefined) {
    arrival.report('body-format', 0, 'neither a form nor a minidump')
    return toOnlyPart(arrival, arrival.format, [])
  }
  reportCut(arrival, form)
  return { records: readCrash(arrival, form.parts), header: {}, parts: toFormParts(form) }
}

function readForm({ body, contentType }: Arrival): Multipart | undefined {
  if (isMagic(body)) return toDumpForm(body)
  const form = readMultipart(body, contentType)
  return form && { ...form, parts: form.parts.flatMap(unwrapNested) }
}

/** A dump, or gzip, which `toMinidump` looks into. */
function isMagic(bytes: Uint8Array): boolean {
  const magic = toText(bytes.subarray(0, 4))
  return magic === 'MDMP' || magic === 'PMDM' || (bytes[0] === 0x1f && bytes[1] === 0x8b)
}

/** Electron on Linux once sent the whole form of its crash handler as the dump in another form. */
function unwrapNested(part: Part): readonly Part[] {
  if (!isDump(part) || toText(part.data.subarray(0, 2)) !== '--') return [part]
  const inner = readMultipart(part.data, undefined)
  if (inner === undefined) return [part]
  return inner.parts.map((nested) => ({ ...nested, offset: part.offset + nested.offset }))
}

function readCrash(arrival: OpenArrival, parts: readonly Part[]): readonly TelemetryRecord[] {
  const payload = readCrashForm(parts, arrival.report)
  const dump = parts.find(isDump)
  if (dump === undefined) arrival.report('payload-field', 0, 'the form has no minidump')
  const eventId =
    readId(payload['event_id']) ?? readId(arrival.parameters['event_id']) ?? toDumpId(arrival, dump)
  const files = parts.flatMap((part, index) => readFile(arrival, { part, index, eventId }))
  const isTold = Object.keys(payload).length > 0
  if (!isTold && dump === undefined) return files
  const index = Math.max(parts.findIndex(isTold ? isTelling : isDump), 0)
  const minidump = files.find((file) => file.kind === 'minidump')
  const told = { index, payload: { ...payload, event_id: eventId }, minidump }
  return [toCrashEvent(arrival, told), ...files]
}

/** Whether a part tells of the event; the others are files beside it. */
function isTelling(part: Part): boolean {
  return isEventPart(part) || (part.filename === undefined && !isDump(part))
}

/** Of the dump's beginning, which holds when the process died, and its size. */
function toDumpId({ body }: Arrival, dump: Part | undefined): string {
  const bytes = dump?.data ?? body
  return toDerivedId('upload_file_minidump', bytes.length, toText(bytes.subarray(0, 65_536)))
}

interface FilePart {
  readonly part: Part
  readonly index: number
  readonly eventId: string
}

function readFile(
  arrival: OpenArrival,
  { part, index, eventId }: FilePart,
): readonly (AttachmentRecord | MinidumpRecord)[] {
  if (isTelling(part)) return []
  const header = {
    filename: part.filename ?? 'minidump.dmp',
    content_type: part.contentType,
    attachment_type: toAttachmentType(part),
  }
  const { data: payload, offset } = part
  return readAttachmentItem(toArrivalItem(arrival, { payload, index, offset, header, eventId }))
}

function toAttachmentType(part: Part): string {
  if (isDump(part)) return 'event.minidump'
  const isHierarchy = /view[-_]hierarchy/.test(`${part.name} ${part.filename ?? ''}`)
  return isHierarchy ? 'event.view_hierarchy' : 'event.attachment'
}

interface ToldCrash {
  /** Of the part that tells it. */
  readonly index: number
  readonly payload: Payload
  readonly minidump: MinidumpRecord | undefined
}

/** The event as the crash handler tells it; what it leaves out is told by the dump. */
function toCrashEvent(arrival: OpenArrival, { index, payload, minidump }: ToldCrash): EventRecord {
  const crash = minidump?.crash
  const exception = {
    type: crash?.reason ?? 'Minidump',
    value: crash === undefined ? 'The process crashed' : `at ${crash.address ?? 'unknown address'}`,
    thread_id: crash?.threadId,
    mechanism: { type: 'minidump', handled: false, synthetic: true },
  }
  const receivedAt = minidump?.time ?? arrival.receivedAt
  const event = toEvent(toArrivalItem(arrival, { index, receivedAt }), {
    level: 'fatal',
    platform: 'native',
    exception,
    ...payload,
  })
  return event.images.length > 0 ? event : { ...event, images: minidump?.modules ?? [] }
}
