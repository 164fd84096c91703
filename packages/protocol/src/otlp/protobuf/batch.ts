import type { EntryAllowance } from '../../entry-allowance.ts'
import type { Json } from '../../json.ts'
import { noInstrumentation } from '../model.ts'
import type { OtlpBatch, OtlpInstrumentation } from '../model.ts'
import { readProtobufAttribute } from './attributes.ts'
import { ProtobufCursor } from './cursor.ts'

export interface ProtobufReading<E> {
  readonly batches: readonly OtlpBatch<E>[]
  readonly fault: ProtobufFault | undefined
}

export interface ProtobufFault {
  readonly offset: number
  readonly detail: string
}

interface OpenBatch<E> {
  readonly resource: Record<string, Json>
  readonly groups: OpenGroup<E>[]
}

interface OpenGroup<E> {
  instrumentation: OtlpInstrumentation
  readonly entries: E[]
}

/** The field of groups as exporters older than OTLP 0.15 send them. */
const OLD_GROUPS = 1000

/**
 * TracesData, LogsData or MetricsData: their frames have the same field numbers. Of damaged bytes,
 * what was whole before the fault. Never throws.
 */
export function readProtobufBatches<E>(
  bytes: Uint8Array,
  allowance: EntryAllowance,
  readEntry: (cursor: ProtobufCursor) => E,
): ProtobufReading<E> {
  const cursor = new ProtobufCursor(bytes, allowance)
  const batches: OpenBatch<E>[] = []
  try {
    while (cursor.next()) {
      if (cursor.field !== 1) cursor.skip()
      else if (cursor.enterEntry()) {
        const batch: OpenBatch<E> = { resource: {}, groups: [] }
        batches.push(batch)
        readResource(cursor, batch, readEntry)
      }
    }
    return { batches, fault: undefined }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { batches, fault: { offset: cursor.offset, detail } }
  }
}

function readResource<E>(
  cursor: ProtobufCursor,
  { resource, groups }: OpenBatch<E>,
  readEntry: (cursor: ProtobufCursor) => E,
): void {
  while (cursor.next()) {
    if (cursor.field === 1) {
      if (cursor.enter()) readResourceAttributes(cursor, resource)
    } else if (cursor.field === 2 || cursor.field === OLD_GROUPS) {
      if (!cursor.enterEntry()) continue
      const group: OpenGroup<E> = { instrumentation: noInstrumentation, entries: [] }
      groups.push(group)
      readGroup(cursor, group, readEntry)
    } else cursor.skip()
  }
}

function readResourceAttributes(cursor: ProtobufCursor, into: Record<string, Json>): void {
  while (cursor.next()) {
    if (cursor.field === 1) readProtobufAttribute(cursor, into)
    else cursor.skip()
  }
}

function readGroup<E>(
  cursor: ProtobufCursor,
  group: OpenGroup<E>,
  readEntry: (cursor: ProtobufCursor) => E,
): void {
  while (cursor.next()) {
    if (cursor.field === 1) {
      if (cursor.enter()) group.instrumentation = readInstrumentation(cursor)
    } else if (cursor.field === 2) {
      if (cursor.enterEntry()) group.entries.push(readEntry(cursor))
    } else cursor.skip()
  }
}

function readInstrumentation(cursor: ProtobufCursor): OtlpInstrumentation {
  let name = ''
  let version = ''
  const attributes: Record<string, Json> = {}
  while (cursor.next()) {
    if (cursor.field === 1) name = cursor.text()
    else if (cursor.field === 2) version = cursor.text()
    else if (cursor.field === 3) readProtobufAttribute(cursor, attributes)
    else cursor.skip()
  }
  return { name: name || undefined, version: version || undefined, attributes }
}
