import type { EntryAllowance } from '../entry-allowance.ts'
import { readId } from '../id.ts'
import type { Item } from '../item.ts'
import {
  isObject,
  readCount,
  readNumber,
  readScalar,
  readText,
  readValues,
  setProperty,
} from '../json.ts'
import { readPayload } from '../payload.ts'
import type { Payload } from '../payload.ts'
import type { MeasurementSeries } from '../record/base.ts'
import type { Frame } from '../record/frame.ts'
import type {
  ProfileRecord,
  ProfileSample,
  ProfiledThread,
  ProfiledTransaction,
} from '../record/profile.ts'
import { readTime } from '../time.ts'
import { readDebugImages } from './debug-image.ts'
import { readEventId } from './event-id.ts'
import { emptyFrame, readFrame } from './frame.ts'
import { readPayloadScope } from './surroundings.ts'

/**
 * A `profile` or `profile_chunk` item as one model. Version 1 counts nanoseconds from the
 * profile's start, version 2 tells seconds since the epoch; Android sends a trace of its own.
 *
 * @see https://develop.sentry.dev/sdk/telemetry/profiles/sample-format-v2/
 */
export function readProfileItem(item: Item): readonly ProfileRecord[] {
  const payload = readPayload(item)
  if (payload === undefined) return []
  const profile = isObject(payload['profile']) ? payload['profile'] : {}
  const transaction = readTransaction(payload)
  const start = readTime(payload['timestamp']) ?? item.receivedAt
  const samples = readSamples(profile, start, transaction?.activeThreadId)
  const first = samples.reduce(
    (time, sample) => Math.min(time, sample.time),
    samples[0]?.time ?? start,
  )
  const last = samples.reduce((time, sample) => Math.max(time, sample.time), first)
  const nanoseconds = readNumber(payload['duration_ns'])
  return [
    {
      kind: 'profile',
      time: first,
      item: item.index,
      scope: readPayloadScope(item, payload),
      id:
        readId(payload['chunk_id']) ??
        readId(payload['profile_id']) ??
        readId(payload['event_id']) ??
        readEventId(item, payload),
      format: readFormat(payload, profile),
      profilerId: readId(payload['profiler_id']),
      transaction,
      duration: nanoseconds === undefined ? last - first : nanoseconds / 1e6,
      frames: readFrameTable(profile['frames'], item.allowance),
      stacks: readStacks(profile['stacks']),
      samples,
      threads: readThreadNames(profile),
      measurements: readSeries(payload['measurements'], start),
      images: readDebugImages(payload['debug_meta'], item.allowance),
    },
  ]
}

function readFormat(payload: Payload, profile: Payload): ProfileRecord['format'] {
  if ('sampled_profile' in payload || Array.isArray(profile['methods'])) return 'android'
  if (!Array.isArray(profile['samples'])) return 'unknown'
  return readScalar(payload['version']) === '2' || 'chunk_id' in payload ? 'sample-v2' : 'sample-v1'
}

/** Its own object in version 1; fields beside the profile in old Android and Cocoa SDKs. */
function readTransaction(payload: Payload): ProfiledTransaction | undefined {
  const transaction = payload['transaction'] ?? readValues(payload['transactions'])[0]
  if (isObject(transaction)) {
    return {
      id: readId(transaction['id']),
      name: readText(transaction['name']),
      traceId: readId(transaction['trace_id']),
      activeThreadId: readScalar(transaction['active_thread_id']),
    }
  }
  const id = readId(payload['transaction_id'])
  const name = readText(payload['transaction_name'])
  if (id === undefined && name === undefined) return undefined
  return { id, name, traceId: readId(payload['trace_id']), activeThreadId: undefined }
}

/** Stacks point into this list by position, so that a broken entry must keep its place. */
function readFrameTable(value: unknown, allowance: EntryAllowance): readonly Frame[] {
  if (!Array.isArray(value)) return []
  return allowance
    .takeOf<unknown>(value)
    .map((frame) => (isObject(frame) ? readFrame(frame) : emptyFrame))
}

function readStacks(value: unknown): readonly (readonly number[])[] {
  if (!Array.isArray(value)) return []
  return value.map((stack) =>
    Array.isArray(stack) ? stack.map(readCount).filter((frame) => frame !== undefined) : [],
  )
}

function readSamples(
  profile: Payload,
  start: number,
  activeThreadId: string | undefined,
): readonly ProfileSample[] {
  const samples: ProfileSample[] = []
  for (const entry of Array.isArray(profile['samples']) ? profile['samples'] : []) {
    if (!isObject(entry)) continue
    const stack = readCount(entry['stack_id'])
    const time = readTime(entry['timestamp']) ?? readElapsed(entry, start)
    if (stack === undefined || time === undefined) continue
    samples.push({ time, stack, threadId: readScalar(entry['thread_id']) ?? activeThreadId ?? '0' })
  }
  return samples
}

/** Nanoseconds as a number, or as digits where the language has no such number. */
function readElapsed(entry: Payload, start: number): number | undefined {
  const nanoseconds = readNumber(entry['elapsed_since_start_ns'] ?? entry['relative_timestamp_ns'])
  return nanoseconds === undefined ? undefined : start + nanoseconds / 1e6
}

function readThreadNames(profile: Payload): Readonly<Record<string, ProfiledThread>> {
  const threads: Record<string, ProfiledThread> = {}
  const metadata = isObject(profile['thread_metadata']) ? profile['thread_metadata'] : {}
  for (const [id, entry] of Object.entries(metadata)) {
    if (!isObject(entry)) continue
    const thread = { name: readText(entry['name']), priority: readNumber(entry['priority']) }
    setProperty(threads, id, thread)
  }
  for (const entry of Array.isArray(profile['threads']) ? profile['threads'] : []) {
    const id = isObject(entry) ? readScalar(entry['id']) : undefined
    if (!isObject(entry) || id === undefined) continue
    setProperty(threads, id, { name: readText(entry['name']), priority: undefined })
  }
  return threads
}

/** CPU, memory and frame rates over the profile's time. */
function readSeries(value: unknown, start: number): Readonly<Record<string, MeasurementSeries>> {
  const all: Record<string, MeasurementSeries> = {}
  if (!isObject(value)) return all
  for (const [name, series] of Object.entries(value)) {
    if (!isObject(series) || !Array.isArray(series['values'])) continue
    const values: { time: number; value: number }[] = []
    for (const entry of series['values']) {
      if (!isObject(entry)) continue
      const time = readTime(entry['timestamp']) ?? readElapsed(entry, start)
      const number = readNumber(entry['value'])
      if (time !== undefined && number !== undefined) values.push({ time, value: number })
    }
    setProperty(all, name, { unit: readText(series['unit']), values })
  }
  return all
}
