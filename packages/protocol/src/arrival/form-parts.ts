import type { ArrivalPart, OpenArrival } from '../arrival.ts'
import type { Multipart, Part } from './multipart.ts'

const DUMP = 'upload_file_minidump'

export function isDump(part: Part): boolean {
  return part.name === DUMP
}

/** The form that a dump which was posted alone would have come in. */
export function toDumpForm(data: Uint8Array): Multipart {
  const part = { name: DUMP, filename: undefined, contentType: undefined, data, offset: 0 }
  return { parts: [part], isCut: false }
}

/** Says that a form ends before its end; what came of it is read. */
export function reportCut({ report, body }: OpenArrival, { isCut }: Multipart): void {
  if (isCut) report('item-cut', body.length, 'the form has no closing boundary')
}

/** What has a file name is a file, and so is a dump without one; the rest are fields. */
export function toFormParts({ parts, isCut }: Multipart): readonly ArrivalPart[] {
  return parts.map((part, index) => ({
    type: part.filename !== undefined || isDump(part) ? 'attachment' : 'form_data',
    header: { name: part.name, filename: part.filename, content_type: part.contentType },
    offset: part.offset,
    size: part.data.length,
    isDamaged: isCut && index === parts.length - 1,
  }))
}
