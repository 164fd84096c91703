import { toArrivalItem } from './arrival-item.ts'
import { readAttachmentsArrival } from './attachments-arrival.ts'
import { readCronArrival } from './cron-arrival.ts'
import { readCloudflareArrival } from './drain/cloudflare.ts'
import { readHerokuArrival } from './drain/heroku.ts'
import { readJsonArrival } from './drain/json.ts'
import { readSupabaseArrival } from './drain/supabase.ts'
import { readVercelArrival } from './drain/vercel.ts'
import { readEnvelopeArrival } from './envelope-arrival.ts'
import type { Inflate } from './item.ts'
import { readMinidumpArrival } from './minidump-arrival.ts'
import { readOtlpLogs, readOtlpMetrics, readOtlpTraces } from './otlp/arrival-reader.ts'
import type { Problem, ProblemCode } from './problem.ts'
import type { TelemetryRecord } from './record.ts'
import type { Scope } from './record/base.ts'
import { readSecurityArrival } from './security-arrival.ts'
import { toRaw } from './sentry/raw.ts'
import { readStoreArrival } from './store-body.ts'
import { readUnrealArrival } from './unreal-arrival.ts'

/** What a request's address says its body is. */
export type ArrivalFormat =
  | 'envelope'
  | 'otlp-traces'
  | 'otlp-logs'
  | 'otlp-metrics'
  | 'store'
  | 'minidump'
  | 'attachments'
  | 'security'
  | 'nel'
  | 'unreal'
  | 'cron'
  | 'vercel'
  | 'cloudflare'
  | 'heroku'
  | 'supabase'
  | 'json'

/** One request's bytes, decompressed, and what was known before they were read. */
export interface Arrival {
  readonly format: ArrivalFormat
  readonly body: Uint8Array
  readonly contentType: string | undefined
  /** What the address told: project and key of the DSN, a service by name. */
  readonly scope: Scope
  /**
   * Of path and query: `slug`, `status`, `sentry_data`, …; of headers what names a drain:
   * `logplex-drain-token` and `logplex-frame-id`.
   */
  readonly parameters: Readonly<Record<string, string>>
  readonly receivedAt: number
  readonly inflate: Inflate
}

/** Names a problem of an arrival; `offset` counts from the body's beginning. */
export type Report = (code: ProblemCode, offset: number, detail?: string, item?: number) => void

/** Turns one arrival into records. Never throws; what it cannot read it reports. */
export type ArrivalReader = (arrival: Arrival, report: Report) => readonly TelemetryRecord[]

export interface ArrivalReading {
  readonly records: readonly TelemetryRecord[]
  readonly problems: readonly Problem[]
}

const arrivalReaders: { readonly [F in ArrivalFormat]: ArrivalReader } = {
  envelope: readEnvelopeArrival,
  'otlp-traces': readOtlpTraces,
  'otlp-logs': readOtlpLogs,
  'otlp-metrics': readOtlpMetrics,
  store: readStoreArrival,
  minidump: readMinidumpArrival,
  attachments: readAttachmentsArrival,
  security: readSecurityArrival,
  nel: readSecurityArrival,
  unreal: readUnrealArrival,
  cron: readCronArrival,
  vercel: readVercelArrival,
  cloudflare: readCloudflareArrival,
  heroku: readHerokuArrival,
  supabase: readSupabaseArrival,
  json: readJsonArrival,
}

/** Enough to see what is wrong with a batch; ten thousand broken entries say nothing more. */
const PROBLEM_LIMIT = 100

/** Reads whatever came in. Never throws; what yields nothing because it is damaged stays as bytes. */
export function readArrival(arrival: Arrival): ArrivalReading {
  const problems: Problem[] = []
  const report: Report = (code, offset, detail, item) => {
    if (problems.length < PROBLEM_LIMIT) problems.push({ code, offset, item, detail })
  }
  const records = arrivalReaders[arrival.format](arrival, report)
  const isLost = records.length === 0 && problems.length > 0 && arrival.body.length > 0
  if (!isLost) return { records, problems }
  const header = { content_type: arrival.contentType }
  return { records: [toRaw(toArrivalItem(arrival, report, { header }))], problems }
}
