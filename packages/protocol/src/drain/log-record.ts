import type { Arrival } from '../arrival.ts'
import type { LogLevel } from '../level.ts'
import type { Attributes, Scope } from '../record/base.ts'
import type { LogRecord } from '../record/log.ts'
import { toScope } from '../scope.ts'
import { readLogBody } from '../sentry/log.ts'
import type { TraceLink } from './trace-link.ts'

export interface DrainedLine {
  readonly time: number | undefined
  readonly level: LogLevel
  /** Text, or whatever stood there. */
  readonly body: unknown
  readonly scope: Scope
  readonly trace: TraceLink
  readonly attributes: Attributes
}

export function toLogRecord(arrival: Arrival, line: DrainedLine): LogRecord {
  return {
    kind: 'log',
    time: line.time ?? arrival.receivedAt,
    item: 0,
    scope: line.scope,
    level: line.level,
    ...readLogBody(line.body),
    template: undefined,
    severityNumber: undefined,
    traceId: line.trace.traceId,
    spanId: line.trace.spanId,
    replayId: undefined,
    eventName: undefined,
    attributes: line.attributes,
    units: undefined,
  }
}

/** What a line says about where it comes from. */
export interface LineOrigin {
  readonly service: string | undefined
  readonly environment: string | undefined
  readonly serverName: string | undefined
}

export type LineScopes = (origin: LineOrigin) => Scope

/** The lines of a batch come from few places: those from the same place share their scope. */
export function createLineScopes(scope: Scope): LineScopes {
  const known = new Map<string, Scope>()
  return (origin) => {
    const key = `${origin.service}\n${origin.environment}\n${origin.serverName}`
    let found = known.get(key)
    if (found === undefined) known.set(key, (found = toScope(scope, origin)))
    return found
  }
}
