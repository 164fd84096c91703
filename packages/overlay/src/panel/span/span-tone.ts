/** Names of the op colours in `control.css`, in the order of the legend. */
export const spanTones = [
  'document',
  'client',
  'server',
  'db',
  'cache',
  'ui',
  'ai',
  'queue',
  'resource',
  'function',
] as const

export type SpanTone = (typeof spanTones)[number]

export const toneWords: Readonly<Record<SpanTone, string>> = {
  document: 'document',
  client: 'request',
  server: 'server',
  db: 'db',
  cache: 'cache',
  ui: 'render',
  ai: 'AI',
  queue: 'queue',
  resource: 'resource',
  function: 'function',
}

/** The first that fits counts. @see https://develop.sentry.dev/sdk/telemetry/traces/span-operations/ */
const rules: readonly (readonly [RegExp, SpanTone])[] = [
  [/^(pageload|navigation|browser|document)\b/, 'document'],
  [/^resource\b/, 'resource'],
  [/^(http\.client|fetch|rpc\.client|websocket\.client|graphql\.client)\b/, 'client'],
  [/^(http\.server|http|rpc|graphql|websocket|serverless|faas)\b/, 'server'],
  [/^(cache|db\.redis|db\.memcached)\b/, 'cache'],
  [/^(db|sql|mongodb|elasticsearch)\b/, 'db'],
  [/^(ui|mark|measure|paint|react|vue|svelte|template|view)\b/, 'ui'],
  [/^(gen_ai|ai|mcp)\b/, 'ai'],
  [/^(queue|messag|topic|task|celery|job)/, 'queue'],
]

/** More ops than a trace of any framework has. */
const KNOWN_LIMIT = 1000

const known = new Map<string, SpanTone>()

/** Ten thousand spans are of a few ops, and each is looked up for the rows, the map and the legend. */
export function toSpanTone(op: string): SpanTone {
  let tone = known.get(op)
  if (tone === undefined) {
    tone = rules.find(([pattern]) => pattern.test(op))?.[1] ?? 'function'
    if (known.size < KNOWN_LIMIT) known.set(op, tone)
  }
  return tone
}
