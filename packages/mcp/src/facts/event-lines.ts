import { toClock, toMomentText } from '../answer/moment.ts'
import { toBarred, toName, toPairsText, toQuote } from '../answer/quoted.ts'
import type { BreadcrumbFacts, EventFacts, ExceptionFacts } from './event-facts.ts'
import { toFrameLine, toFrameLines } from './frame-facts.ts'

/** An event as text: what broke, where, what led there, and where to go on. */
export function toEventLines(event: EventFacts, now: number): readonly string[] {
  const { when, level, service, message, exceptions, breadcrumbs, trace, more } = event
  const isSaid = exceptions.some(({ value }) => value === message)
  return [
    `Event ${event.id}, ${level}, ${toMomentText(when, now)}${service === undefined ? '' : `, ${toName(service)}`}`,
    ...(message === undefined || isSaid ? [] : [`message: ${toQuote(message)}`]),
    ...exceptions.flatMap(toExceptionLines),
    ...(breadcrumbs.length === 0 ? [] : ['Breadcrumbs, the newest last:']),
    ...breadcrumbs.map((breadcrumb) => `  ${toBreadcrumbLine(breadcrumb, now)}`),
    ...toFieldLines(event),
    ...(trace === undefined
      ? []
      : [
          `Trace ${trace.trace_id}${trace.span_id === undefined ? '' : `, span ${trace.span_id}`}: get_trace {"id":"${trace.trace_id}"}`,
        ]),
    ...(more === undefined ? [] : ['More:', ...toBarred(JSON.stringify(more, undefined, 1))]),
  ]
}

function toBreadcrumbLine({ at, category, text, data }: BreadcrumbFacts, now: number): string {
  return [
    at === undefined ? '' : toClock(at, now),
    toName(category),
    text === undefined ? '' : toQuote(text),
    data === undefined ? '' : toPairsText(data),
  ]
    .filter((part) => part !== '')
    .join(' ')
}

function toExceptionLines(
  { type, value, handled, mechanism, frames }: ExceptionFacts,
  at: number,
): readonly string[] {
  const how = [handled === false ? 'unhandled' : '', mechanism ?? ''].filter((word) => word !== '')
  const [failing, ...others] = frames
  return [
    `${at === 0 ? '' : 'caused by '}${toName(type)}${value === undefined ? '' : `: ${toQuote(value)}`}${how.length === 0 ? '' : ` (${how.map(toName).join(', ')})`}`,
    ...(failing === undefined ? [] : toFrameLines(failing)),
    ...others.flatMap((frame) =>
      frame.code === undefined && frame.locals === undefined
        ? [`   ${frame.in_app ? '' : '(library) '}${toFrameLine(frame)}`]
        : toFrameLines(frame),
    ),
  ]
}

function toFieldLines(event: EventFacts): readonly string[] {
  const { request, transaction, user, tags, runs_on, release, environment } = event
  const said: readonly (readonly [string, string | undefined])[] = [
    ['request', request && toQuote(request)],
    ['transaction', transaction && toName(transaction)],
    ['user', user && toPairsText(user)],
    ['tags', tags && toPairsText(tags)],
    ['runs on', runs_on.length === 0 ? undefined : runs_on.map(toName).join(', ')],
    ['release', release && toName(release)],
    ['environment', environment && toName(environment)],
    ['replay', event.replay_id && toName(event.replay_id)],
  ]
  return said.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
}
