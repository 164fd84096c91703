import type { LogRecord, OutputRecord } from 'protocol'

/** A line a process printed, as the log it is; what it was printed on stays as attributes. */
export function toLog({
  line,
  level,
  stream,
  pid,
  traceId,
  attributes,
  ...output
}: OutputRecord): LogRecord {
  return {
    ...output,
    kind: 'log',
    level,
    body: line,
    structuredBody: undefined,
    template: undefined,
    severityNumber: undefined,
    traceId,
    spanId: undefined,
    replayId: undefined,
    eventName: undefined,
    attributes: {
      ...attributes,
      'output.stream': stream,
      ...(pid === undefined ? {} : { 'process.pid': pid }),
    },
    units: undefined,
  }
}
