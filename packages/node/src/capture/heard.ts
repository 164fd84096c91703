/** What a process without an SDK did, as plain data: it crosses to the thread that ships it. */
export type AnyHeard = HeardSpan | HeardLog | HeardError

export type Scalar = string | number | boolean

/** `undefined` is an attribute that is not there. */
export type HeardAttributes = Readonly<Record<string, Scalar | undefined>>

/** Where in which trace something happened. */
export interface TracePlace {
  readonly traceId: string
  readonly spanId: string
}

export interface HeardSpan extends TracePlace {
  readonly kind: 'span'
  readonly parentSpanId: string | undefined
  readonly segmentId: string
  readonly segmentName: string
  readonly op: string
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly start: number
  readonly end: number
  readonly isError: boolean
  readonly attributes: HeardAttributes
}

export type HeardLevel = 'debug' | 'info' | 'warn' | 'error'

export interface HeardLog {
  readonly kind: 'log'
  readonly time: number
  readonly level: HeardLevel
  readonly body: string
  readonly place: TracePlace | undefined
  readonly attributes: HeardAttributes
}

/** An error as it can be posted to a thread: structured cloning would lose its class and its own fields. */
export interface PlainError {
  readonly name: string
  readonly message: string
  readonly stack: string | undefined
  readonly cause: PlainError | undefined
  /** Of an aggregate. */
  readonly errors: readonly PlainError[]
}

export interface HeardError {
  readonly kind: 'error'
  readonly time: number
  readonly error: PlainError
  /** Who told of it: `onuncaughtexception`, `console`, the name of a framework. */
  readonly mechanism: string
  readonly isHandled: boolean
  readonly place: TracePlace | undefined
  /** Of the request during which it happened. */
  readonly transaction: string | undefined
  readonly request: HeardRequest | undefined
}

export interface HeardRequest {
  readonly method: string
  readonly url: string
}
