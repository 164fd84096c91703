import type { RecordOf } from 'protocol'
import type { Did } from './capture.ts'
import {
  hasExpected,
  isCut,
  isOfTrace,
  toObjects,
  toOptionalText,
  toStrings,
} from './expected-value.ts'

type Event = RecordOf<'event'>

export function isError(event: Event, did: Did): boolean {
  if (did['eventId'] !== undefined && event.id !== did['eventId']) return false
  const { exceptions } = event
  if (exceptions.length === 0) return false
  const has = (wanted: Did | Record<string, unknown>): boolean =>
    exceptions.some(
      (exception) =>
        (wanted['type'] === undefined || exception.type === wanted['type']) &&
        (wanted['value'] === undefined || isCut(exception.value ?? '', String(wanted['value']))),
    )
  const handled = did['handled']
  return (
    has(did) &&
    toObjects(did['chain']).every(has) &&
    toObjects(did['aggregate']).every(has) &&
    (handled === undefined ||
      exceptions.some((exception) => exception.mechanism?.handled === handled)) &&
    toStrings(did['objectKeys']).every((key) =>
      exceptions.some(({ value }) => value?.includes(key)),
    ) &&
    isOfTrace(event.traceId, did) &&
    isLevel(event, did['level']) &&
    hasExpected(event.tags, did['tags']) &&
    hasExpected(event.extra, did['extra']) &&
    hasExpected(event.fingerprint, did['fingerprint']) &&
    toObjects(did['breadcrumbs']).every((wanted) =>
      event.breadcrumbs.some((crumb) => hasExpected(crumb, wanted)),
    ) &&
    (did['localVariables'] === undefined || hasLocals(event, did['localVariables']))
  )
}

function hasLocals(event: Event, wanted: unknown): boolean {
  return event.exceptions.some(({ frames }) => frames.some((frame) => hasExpected(frame, wanted)))
}

export function isMessage(event: Event, did: Did): boolean {
  if (did['eventId'] !== undefined && event.id !== did['eventId']) return false
  const said = [event.message, ...event.exceptions.map(({ value }) => value)]
  return said.includes(toOptionalText(did['message'])) && isLevel(event, did['level'])
}

/** `log` is JavaScript's name for info. */
function isLevel(event: Event, level: unknown): boolean {
  return level === undefined || event.level === (level === 'log' ? 'info' : level)
}

export function hasScope(event: Event, did: Did): boolean {
  return (
    hasExpected(event.user, did['user']) &&
    hasExpected(event.tags, did['tags']) &&
    hasExpected(event.contexts, did['contexts'])
  )
}

export function isHttpFailure(event: Event, did: Did): boolean {
  return (
    event.request?.url === did['url'] &&
    event.request?.method === did['method'] &&
    event.contexts['response']?.['status_code'] === did['status']
  )
}

export function isFeedback(feedback: RecordOf<'feedback'>, did: Did): boolean {
  return (
    feedback.message === did['message'] &&
    feedback.name === did['name'] &&
    (did['eventId'] === undefined ||
      feedback.id === did['eventId'] ||
      feedback.source === 'user_report') &&
    (did['email'] === undefined || feedback.email === did['email']) &&
    (did['source'] === undefined || feedback.source === did['source']) &&
    (did['associatedEventId'] === undefined || feedback.eventId === did['associatedEventId'])
  )
}
