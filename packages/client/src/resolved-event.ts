import type { EventItem, Exception, Frame, SourceFrame } from 'protocol'
import type { Asker } from './asker.ts'

/** Causes further down are told without their sources. */
const EXCEPTION_LIMIT = 3

/** An event with its frames at their places in the source, where the sidecar can tell them. */
export async function readResolvedEvent(
  asker: Pick<Asker, 'ask'>,
  event: EventItem,
): Promise<EventItem> {
  const exceptions = await Promise.all(
    event.exceptions.map((exception, at) => {
      const isTold = at >= event.exceptions.length - EXCEPTION_LIMIT && exception.frames.length > 0
      return isTold ? readException(asker, event.id, exception, at) : Promise.resolve(exception)
    }),
  )
  return { ...event, exceptions }
}

async function readException(
  { ask }: Pick<Asker, 'ask'>,
  event: string,
  exception: Exception,
  at: number,
): Promise<Exception> {
  const outcome = await ask('sources', { event, exception: String(at), colours: 'none' })
  // As the SDK sent it, it is still worth telling.
  if (!outcome.ok) return exception
  const { frames, omitted } = outcome.value
  const kept = exception.frames.slice(0, omitted)
  const resolved = frames.map((place, index) => {
    const frame = exception.frames[omitted + index]
    return frame === undefined ? undefined : toResolvedFrame(frame, place)
  })
  return { ...exception, frames: [...kept, ...resolved.filter((frame) => frame !== undefined)] }
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
