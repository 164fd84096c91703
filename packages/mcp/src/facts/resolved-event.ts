import type { EventItem, Exception, Frame, SourceFrame } from 'protocol'
import type { Reading } from '../reading.ts'
import { ToolFailure } from '../tool-failure.ts'

/** Causes further down are told without their sources. */
const EXCEPTION_LIMIT = 3

/** An event with its frames at their places in the source, where the sidecar can tell them. */
export async function readResolved(event: EventItem, reading: Reading): Promise<EventItem> {
  const exceptions = await Promise.all(
    event.exceptions.map((exception, at) => {
      const isTold = at >= event.exceptions.length - EXCEPTION_LIMIT && exception.frames.length > 0
      return isTold ? readException(event.id, exception, at, reading) : Promise.resolve(exception)
    }),
  )
  return { ...event, exceptions }
}

async function readException(
  event: string,
  exception: Exception,
  at: number,
  { ask }: Reading,
): Promise<Exception> {
  try {
    const { frames, omitted } = await ask('sources', { event, exception: at })
    const kept = exception.frames.slice(0, omitted)
    const resolved = frames.map((place, index) => {
      const frame = exception.frames[omitted + index]
      return frame === undefined ? undefined : toResolvedFrame(frame, place)
    })
    return { ...exception, frames: [...kept, ...resolved.filter((frame) => frame !== undefined)] }
  } catch (error) {
    // As the SDK sent it, it is still worth telling.
    if (error instanceof ToolFailure) return exception
    throw error
  }
}

function toResolvedFrame(frame: Frame, place: SourceFrame): Frame {
  if (place.how === 'none') return frame
  const { excerpt } = place
  const lines = excerpt?.lines.map((pieces) => pieces.map(([text]) => text).join('')) ?? []
  const failing = excerpt === undefined ? undefined : lines[excerpt.failing]
  return {
    ...frame,
    filename: place.source ?? frame.filename,
    line: place.line ?? frame.line,
    column: place.column ?? frame.column,
    function: place.function ?? frame.function,
    inApp: place.inApp,
    context:
      excerpt === undefined || failing === undefined
        ? frame.context
        : {
            before: lines.slice(0, excerpt.failing),
            line: failing,
            after: lines.slice(excerpt.failing + 1),
          },
  }
}
