/** Enough of an issue's or a span's id to be told apart and asked for. */
export function toShortId(id: string): string {
  return id.slice(0, 8)
}

/** Traces are many. */
export function toShortTraceId(traceId: string): string {
  return traceId.slice(0, 16)
}
