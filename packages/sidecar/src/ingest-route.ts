import { readLabelPrefix } from 'protocol'
import type { ArrivalFormat } from 'protocol'
import type { Channel } from 'store'

/** What an address says its body is, and how its sender wants to be answered. */
export interface IngestRoute {
  readonly format: ArrivalFormat
  readonly channel: Channel
  readonly answer: AnswerForm
  readonly project: string | undefined
  readonly ingestKey: string | undefined
  /** Named in the path: `slug`, `event_id`, … */
  readonly parameters: Readonly<Record<string, string>>
}

/** What success looks like to each kind of sender. */
export type AnswerForm =
  /** `{"id":"…"}` */
  | 'event'
  /** A GIF of one pixel. */
  | 'pixel'
  /** The event id as text with dashes. */
  | 'crash'
  /** Empty, in the request's own type. */
  | 'otlp'
  | 'accepted'
  | 'created'
  | 'empty'

interface Rule {
  readonly path: RegExp
  readonly methods: readonly string[]
  readonly format: ArrivalFormat
  readonly channel: Channel
  readonly answer: AnswerForm
}

const post = ['POST'] as const
const getOrPost = ['GET', 'POST'] as const

/**
 * Everything SDKs, exporters and drains post to, recognised by the end of the path: a DSN may have
 * a prefix, and some SDKs put more slashes than one.
 */
const rules: readonly Rule[] = [
  { path: /\/stream$/, methods: post, format: 'envelope', channel: 'spotlight', answer: 'event' },
  {
    path: /\/api\/(?<project>[^/]+)\/envelope$/,
    methods: post,
    format: 'envelope',
    channel: 'dsn',
    answer: 'event',
  },
  {
    path: /\/api\/(?:(?<project>[^/]+)\/)?store$/,
    methods: post,
    format: 'store',
    channel: 'dsn',
    answer: 'event',
  },
  {
    path: /\/api\/(?:(?<project>[^/]+)\/)?store$/,
    methods: ['GET'],
    format: 'store',
    channel: 'dsn',
    answer: 'pixel',
  },
  {
    path: /\/api\/(?<project>[^/]+)\/(?:security|csp-report)$/,
    methods: post,
    format: 'security',
    channel: 'dsn',
    answer: 'empty',
  },
  {
    path: /\/api\/(?<project>[^/]+)\/nel$/,
    methods: post,
    format: 'nel',
    channel: 'dsn',
    answer: 'empty',
  },
  {
    path: /\/(?:api\/(?<project>[^/]+)\/)?(?:minidump|playstation)$/,
    methods: post,
    format: 'minidump',
    channel: 'dsn',
    answer: 'crash',
  },
  {
    path: /\/api\/(?<project>[^/]+)\/unreal\/(?<sentry_key>[^/]+)$/,
    methods: post,
    format: 'unreal',
    channel: 'dsn',
    answer: 'crash',
  },
  {
    path: /\/api\/(?<project>[^/]+)\/events\/(?<event_id>[^/]+)\/attachments$/,
    methods: post,
    format: 'attachments',
    channel: 'dsn',
    answer: 'created',
  },
  {
    path: /\/api\/(?<project>[^/]+)\/cron\/(?<slug>[^/]+)(?:\/(?<sentry_key>[^/]+))?$/,
    methods: getOrPost,
    format: 'cron',
    channel: 'dsn',
    answer: 'accepted',
  },
  {
    path: /\/(?:api\/(?<project>[^/]+)\/(?:integration\/)?otlp\/)?v1\/traces$/,
    methods: post,
    format: 'otlp-traces',
    channel: 'otlp',
    answer: 'otlp',
  },
  {
    path: /\/(?:api\/(?<project>[^/]+)\/(?:integration\/)?otlp\/)?v1\/logs$/,
    methods: post,
    format: 'otlp-logs',
    channel: 'otlp',
    answer: 'otlp',
  },
  {
    path: /\/(?:api\/(?<project>[^/]+)\/(?:integration\/)?otlp\/)?v1\/metrics$/,
    methods: post,
    format: 'otlp-metrics',
    channel: 'otlp',
    answer: 'otlp',
  },
  {
    path: /\/v1development\/profiles$/,
    methods: post,
    format: 'raw',
    channel: 'otlp',
    answer: 'otlp',
  },
  {
    path: /\/api\/(?<project>[^/]+)\/integration\/vercel\/logs$/,
    methods: post,
    format: 'vercel',
    channel: 'drain',
    answer: 'accepted',
  },
  {
    path: /\/api\/(?<project>[^/]+)\/integration\/heroku\/logs$/,
    methods: post,
    format: 'heroku',
    channel: 'drain',
    answer: 'accepted',
  },
  {
    path: /\/drain\/vercel$/,
    methods: post,
    format: 'vercel',
    channel: 'drain',
    answer: 'accepted',
  },
  {
    path: /\/drain\/cloudflare$/,
    methods: post,
    format: 'cloudflare',
    channel: 'drain',
    answer: 'accepted',
  },
  {
    path: /\/drain\/heroku$/,
    methods: post,
    format: 'heroku',
    channel: 'drain',
    answer: 'accepted',
  },
  {
    path: /\/drain\/supabase$/,
    methods: post,
    format: 'supabase',
    channel: 'drain',
    answer: 'accepted',
  },
  { path: /\/drain\/json$/, methods: post, format: 'json', channel: 'drain', answer: 'accepted' },
]

const KEY_PREFIX = /^\/k\/(?<key>[^/]+)(?=\/)/

/** Query strings of telemetry hold a few short things; what is longer would be kept for ever. */
const PARAMETER_LIMIT = 64

/** The route an address means; `undefined` when it takes nothing in. `path` as `readAddress` gives it. */
export function toIngestRoute(
  method: string,
  path: string,
  query: URLSearchParams,
): IngestRoute | undefined {
  const keyed = KEY_PREFIX.exec(path)
  const open = keyed ? path.slice(keyed[0].length) : path
  const labelled = readLabelPrefix(open)
  const rest = labelled?.rest ?? open
  for (const rule of rules) {
    const match = rule.methods.includes(method) ? rule.path.exec(rest) : null
    if (!match) continue
    const said = labelled ? new URLSearchParams([...query, ...labelled.labels]) : query
    return toRoute(rule, match.groups ?? {}, said, keyed?.groups?.['key'])
  }
  return undefined
}

/** Whether a preflight asks about a path that takes something in. */
export function isIngestPath(path: string): boolean {
  const none = new URLSearchParams()
  return ['POST', 'GET'].some((method) => toIngestRoute(method, path, none) !== undefined)
}

function toRoute(
  { format, channel, answer }: Rule,
  groups: Readonly<Record<string, string | undefined>>,
  query: URLSearchParams,
  key: string | undefined,
): IngestRoute {
  const { project, ...named } = groups
  const parameters: Record<string, string> = {}
  for (const [name, value] of query) {
    // The read token may stand in the address of a reader; it is never kept with telemetry.
    if (name !== 'token' && Object.keys(parameters).length < PARAMETER_LIMIT)
      parameters[name] = value
  }
  for (const [name, value] of Object.entries(named)) {
    if (value !== undefined) parameters[name] = readComponent(value)
  }
  return {
    format,
    channel,
    answer,
    project: project && readComponent(project),
    ingestKey: key,
    parameters,
  }
}

/** Of a path. What is no encoding is taken as it is. */
export function readComponent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
