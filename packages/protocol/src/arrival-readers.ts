import { toArrivalItem } from './arrival/arrival-item.ts'
import { readAttachmentsArrival } from './arrival/attachments.ts'
import { readCronArrival } from './arrival/cron.ts'
import { readCloudflareArrival } from './drain/cloudflare.ts'
import { readHerokuArrival } from './drain/heroku.ts'
import { readJsonArrival } from './drain/json.ts'
import { readSupabaseArrival } from './drain/supabase.ts'
import { readVercelArrival } from './drain/vercel.ts'
import { readEnvelopeArrival } from './arrival/envelope.ts'
import { readMinidumpArrival } from './arrival/minidump.ts'
import { readOtlpLogs, readOtlpMetrics, readOtlpTraces } from './otlp/arrival-reader.ts'
import { readSecurityArrival } from './arrival/security.ts'
import { toRaw } from './sentry/raw.ts'
import { readStoreArrival } from './arrival/store-body.ts'
import { readUnrealArrival } from './arrival/unreal.ts'
import type {
  Arrival,
  ArrivalFormat,
  ArrivalPart,
  ArrivalReader,
  ArrivalReading,
  Report,
} from './arrival.ts'
import { readEnvelope } from './envelope.ts'
import type { EnvelopeItem } from './envelope.ts'
import type { Problem } from './problem.ts'
import type { TelemetryRecord } from './record.ts'

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
  const envelope = arrival.format === 'envelope' ? readEnvelope(arrival.body) : undefined
  const records = envelope
    ? readEnvelopeArrival(arrival, report, envelope)
    : arrivalReaders[arrival.format](arrival, report)
  const isLost = records.length === 0 && problems.length > 0 && arrival.body.length > 0
  return {
    records: isLost ? [toLost(arrival, report)] : records,
    problems,
    header: envelope?.header ?? {},
    parts: envelope ? envelope.items.map(toPart) : [toWhole(arrival)],
  }
}

function toLost(arrival: Arrival, report: Report): TelemetryRecord {
  const header = { content_type: arrival.contentType }
  return toRaw(toArrivalItem(arrival, report, { header }))
}

function toPart({ type, header, offset, payload, damage }: EnvelopeItem): ArrivalPart {
  return { type: type ?? '', header, offset, size: payload.length, isDamaged: damage !== undefined }
}

function toWhole({ format, body }: Arrival): ArrivalPart {
  return { type: format, header: {}, offset: 0, size: body.length, isDamaged: false }
}
