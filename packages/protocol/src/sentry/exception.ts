import {
  isObject,
  readBoolean,
  readCount,
  readJsonObject,
  readScalar,
  readText,
  readValues,
} from '../json.ts'
import type { EntryAllowance } from '../entry-allowance.ts'
import type { Exception, Mechanism, Thread } from '../record/event.ts'
import { readFrames } from './frame.ts'

/** The chain as sent: causes first, the exception that was caught last. */
export function readExceptions(value: unknown, allowance: EntryAllowance): readonly Exception[] {
  const exceptions: Exception[] = []
  for (const entry of allowance.takeOf(readValues(value))) {
    if (isObject(entry)) exceptions.push(readException(entry, allowance))
  }
  return exceptions
}

function readException(
  entry: Readonly<Record<string, unknown>>,
  allowance: EntryAllowance,
): Exception {
  const rawFrames = readFrames(entry['raw_stacktrace'], allowance)
  return {
    type: readText(entry['type']),
    value: readValue(entry['value']),
    module: readText(entry['module']),
    mechanism: readMechanism(entry['mechanism']),
    threadId: readScalar(entry['thread_id']),
    frames: readFrames(entry['stacktrace'], allowance),
    rawFrames: rawFrames.length > 0 ? rawFrames : undefined,
    stack: undefined,
  }
}

/** The value should be a string; some apps throw objects and some SDKs send them on. */
function readValue(value: unknown): string | undefined {
  return value === null || typeof value === 'object' ? toWords(value) : readScalar(value)
}

function toWords(value: object | null): string | undefined {
  const plain = readJsonObject({ value })
  return value === null || plain === undefined ? undefined : JSON.stringify(plain['value'])
}

function readMechanism(value: unknown): Mechanism | undefined {
  if (!isObject(value)) return undefined
  return {
    type: readText(value['type']) ?? 'generic',
    handled: readBoolean(value['handled']),
    synthetic: readBoolean(value['synthetic']),
    description: readText(value['description']),
    helpLink: readText(value['help_link']),
    source: readText(value['source']),
    exceptionId: readCount(value['exception_id']),
    parentId: readCount(value['parent_id']),
    isGroup: value['is_exception_group'] === true,
    data: readJsonObject(value['data']),
    meta: readJsonObject(value['meta']),
  }
}

export function readThreads(value: unknown, allowance: EntryAllowance): readonly Thread[] {
  const threads: Thread[] = []
  for (const entry of allowance.takeOf(readValues(value))) {
    if (!isObject(entry)) continue
    threads.push({
      id: readScalar(entry['id']),
      name: readText(entry['name']),
      isCrashed: entry['crashed'] === true,
      isCurrent: entry['current'] === true,
      isMain: entry['main'] === true,
      state: readText(entry['state']),
      frames: readFrames(entry['stacktrace'], allowance),
    })
  }
  return threads
}

/** A stack at the top of the event, as old SDKs send it: the thread that made the event. */
export function readOwnStack(value: unknown, allowance: EntryAllowance): readonly Thread[] {
  const frames = readFrames(value, allowance)
  if (frames.length === 0) return []
  return [
    {
      id: undefined,
      name: undefined,
      isCrashed: false,
      isCurrent: true,
      isMain: false,
      state: undefined,
      frames,
    },
  ]
}
