import { readAskedFrames } from 'protocol'
import type { AskedFrame, DebugImage, EventItem, Failure } from 'protocol'
import { toFailure } from '../failure.ts'
import { readBoundedJson } from './bounded-json.ts'

/** Which frames are meant: of an event, or given one by one. */
export interface StackQuestion {
  /** An event as the read API answers it. */
  readonly event: string | undefined
  /** Index in the event's `exceptions`; the outermost unless told. */
  readonly exception: number | undefined
  /** Index in the event's `threads`. */
  readonly thread: number | undefined
  /** A JSON list of frames. */
  readonly frames: string | undefined
}

/** Frames, and what tells which build their scripts are of. */
export interface AskedStack {
  readonly frames: readonly AskedFrame[]
  readonly images: readonly AskedImage[]
}

export type AskedImage = Pick<DebugImage, 'debugId' | 'codeFile'>

export type StackReading =
  | { readonly ok: true; readonly stack: AskedStack }
  | { readonly ok: false; readonly failure: Failure }

export function readAskedStack({ event, exception, thread, frames }: StackQuestion): StackReading {
  if (event === undefined) {
    const given = frames === undefined ? undefined : readAskedFrames(frames)
    return given ? { ok: true, stack: { frames: given, images: [] } } : refuse('frames', noFrames)
  }
  const reading = readBoundedJson(event)
  if (!reading.ok) return refuse('event', `The event cannot be looked into: ${reading.reason}.`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own store wrote it just now
  const known = reading.value as EventItem
  const stack = findStack(known, exception, thread)
  return stack
    ? { ok: true, stack: { frames: stack, images: known.images } }
    : refuse('stack', 'The event has no such exception or thread.')
}

const noFrames =
  'Give an `event`, or `frames` as a JSON list: [{"filename":"src/cart.ts","line":41}].'

function refuse(code: string, message: string): StackReading {
  return { ok: false, failure: toFailure(code, message) }
}

function findStack(
  { exceptions, threads }: EventItem,
  exception: number | undefined,
  thread: number | undefined,
): readonly AskedFrame[] | undefined {
  if (exception !== undefined) return exceptions[exception]?.frames
  if (thread !== undefined) return threads[thread]?.frames
  const crashed = threads.find(({ isCrashed }) => isCrashed)
  const stacks = [...threads, ...(crashed ? [crashed] : []), ...exceptions]
  return stacks.findLast(({ frames }) => frames.length > 0)?.frames ?? []
}
