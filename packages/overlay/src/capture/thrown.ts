import { captureEvent, captureException, withScope } from '@sentry/browser'
import type { Event as SentryEvent } from '@sentry/browser'
import { readField } from '../loader/field.ts'

/** An error nobody caught, or a promise nobody answered for, at the time at which that happened. */
export function captureThrown(event: Event, timeOrigin: number): void {
  const isRejection = event.type === 'unhandledrejection'
  const thrown = readField(event, isRejection ? 'reason' : 'error')
  const mechanism = { handled: false, type: isRejection ? 'onunhandledrejection' : 'onerror' }
  const timestamp = (timeOrigin + event.timeStamp) / 1000
  withScope((scope) => {
    scope.addEventProcessor((told) => ({ ...told, timestamp }))
    if (typeof thrown === 'object' && thrown !== null) captureException(thrown, { mechanism })
    else captureEvent(toThrownEvent(event, thrown, mechanism))
  })
}

type Mechanism = { readonly handled: boolean; readonly type: string }

/** What is no object brings no stack; of what a foreign script throws only these words are told. */
export function toThrownEvent(event: Event, thrown: unknown, mechanism: Mechanism): SentryEvent {
  const isRejection = event.type === 'unhandledrejection'
  const said = thrown ?? (isRejection ? thrown : readField(event, 'message'))
  const filename = readField(event, 'filename')
  const frame = {
    filename: String(filename),
    lineno: Number(readField(event, 'lineno')),
    colno: Number(readField(event, 'colno')),
    in_app: true,
  }
  return {
    level: 'error',
    exception: {
      values: [
        {
          type: isRejection ? 'UnhandledRejection' : 'Error',
          value: String(said),
          mechanism,
          ...(typeof filename === 'string' &&
            filename !== '' && { stacktrace: { frames: [frame] } }),
        },
      ],
    },
  }
}
