import type { Json } from '../json.ts'
import type { LogLevel } from '../level.ts'
import type { Attributes, RecordBase } from './base.ts'

export interface LogRecord extends RecordBase<'log'> {
  readonly level: LogLevel
  /** Ready to show; a structured body is here as JSON text. */
  readonly body: string
  readonly structuredBody: Json | undefined
  readonly template: string | undefined
  readonly severityNumber: number | undefined
  readonly traceId: string | undefined
  readonly spanId: string | undefined
  readonly replayId: string | undefined
  readonly eventName: string | undefined
  readonly attributes: Attributes
  readonly units: Readonly<Record<string, string>> | undefined
}
