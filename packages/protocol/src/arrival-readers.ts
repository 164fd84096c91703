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
import { readUploadArrival } from './arrival/upload.ts'
import { readUnrealArrival } from './arrival/unreal.ts'
import { asOnlyPart, toOnlyPart } from './arrival/only-part.ts'
import type { Arrival, ArrivalFormat, ArrivalReader, ArrivalReading } from './arrival.ts'
import { toOpenArrival } from './open-arrival.ts'
import type { Problem } from './problem.ts'

const arrivalReaders: { readonly [F in ArrivalFormat]: ArrivalReader } = {
  envelope: (arrival) => readEnvelopeArrival(arrival),
  'otlp-traces': readOtlpTraces,
  'otlp-logs': readOtlpLogs,
  'otlp-metrics': readOtlpMetrics,
  store: readStoreArrival,
  minidump: readMinidumpArrival,
  attachments: readAttachmentsArrival,
  upload: asOnlyPart((arrival) => readUploadArrival(arrival, arrival.report)),
  security: asOnlyPart(readSecurityArrival),
  nel: asOnlyPart(readSecurityArrival),
  unreal: asOnlyPart(readUnrealArrival),
  cron: asOnlyPart(readCronArrival),
  vercel: asOnlyPart(readVercelArrival),
  cloudflare: asOnlyPart(readCloudflareArrival),
  heroku: asOnlyPart(readHerokuArrival),
  supabase: asOnlyPart(readSupabaseArrival),
  json: asOnlyPart(readJsonArrival),
  raw: asOnlyPart((arrival) => [toRaw(toArrivalItem(arrival, {}))]),
}

/** Reads whatever came in. Never throws; what yields nothing because it is damaged stays as bytes. */
export function readArrival(arrival: Arrival): ArrivalReading {
  const problems: Problem[] = []
  const open = toOpenArrival(arrival, problems)
  const content = arrivalReaders[arrival.format](open)
  const isLost = content.records.length === 0 && problems.length > 0 && arrival.body.length > 0
  if (!isLost) return { ...content, problems }
  const header = { content_type: arrival.contentType }
  const raw = toRaw(toArrivalItem(open, { header }))
  return { ...toOnlyPart(arrival, arrival.format, [raw]), problems }
}
