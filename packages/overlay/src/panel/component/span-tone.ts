/** Whether a span says that it did not work. */
export function isFailedStatus(status: string | undefined): boolean {
  return status !== undefined && status !== 'ok' && status !== 'unset' && status !== 'cancelled'
}

const TONES: readonly (readonly [RegExp, string])[] = [
  [/^(?:pageload|navigation|document)/, 'document'],
  [/^resource/, 'resource'],
  [/^http\.server|^rpc\.server/, 'server'],
  [/^http|^rpc|^grpc/, 'client'],
  [/^cache|redis/, 'cache'],
  [/^db/, 'db'],
  [/^gen_ai|^ai\.|^mcp/, 'ai'],
  [/^(?:ui|render|react|vue|svelte|paint|browser)/, 'ui'],
  [/^(?:queue|messaging|topic)/, 'queue'],
]

/** The colour of a span by what it does. */
export function toOpTone(op: string): string {
  return TONES.find(([pattern]) => pattern.test(op))?.[1] ?? 'function'
}
