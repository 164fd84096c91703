import type { JsonObject } from '../json.ts'
import type { Attributes, RecordBase } from './base.ts'
import type { DebugImage } from './frame.ts'

export interface AttachmentRecord extends RecordBase<'attachment'> {
  readonly filename: string
  readonly contentType: string | undefined
  /** `event.attachment`, `event.view_hierarchy`, `event.minidump`, … */
  readonly attachmentType: string
  readonly size: number
  readonly eventId: string | undefined
  readonly traceId: string | undefined
  readonly spanId: string | undefined
  readonly attributes: Attributes
  /** `undefined` when only a reference came; the bytes then arrive by upload. */
  readonly data: Uint8Array | undefined
  /** Where the bytes will be found. */
  readonly location: string | undefined
}

/** A native crash: as much as shows what broke. */
export interface MinidumpRecord extends RecordBase<'minidump'> {
  readonly eventId: string | undefined
  readonly filename: string | undefined
  readonly size: number
  readonly os: string | undefined
  readonly cpu: string | undefined
  readonly crash: MinidumpCrash | undefined
  readonly streams: readonly { readonly type: string; readonly size: number }[]
  readonly modules: readonly DebugImage[]
  readonly data: Uint8Array
}

export interface MinidumpCrash {
  readonly reason: string
  readonly address: string | undefined
  readonly threadId: number
}

export interface UnrealRecord extends RecordBase<'unreal'> {
  readonly userId: string | undefined
  readonly size: number
  readonly data: Uint8Array
}

/** What nobody knows how to read, or what is damaged: kept and shown as bytes. */
export interface RawRecord extends RecordBase<'raw'> {
  readonly itemType: string | undefined
  readonly header: JsonObject
  readonly size: number
  readonly data: Uint8Array
}
