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
import type {
  Arrival,
  ArrivalFormat,
  ArrivalReader,
  ArrivalReading,
  OpenArrival,
  Report,
} from './arrival.ts'
import { createEntryAllowance, ENTRY_LIMIT } from './entry-allowance.ts'
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

/** Enough to see what is wrong with a batch; ten thousand broken entries say nothing more. */
const PROBLEM_LIMIT = 100

/** Reads whatever came in. Never throws; what yields nothing because it is damaged stays as bytes. */
export function readArrival(arrival: Arrival): ArrivalReading {
  const problems: Problem[] = []
  const report: Report = (code, offset, detail, item) => {
    if (problems.length < PROBLEM_LIMIT) problems.push({ code, offset, item, detail })
  }
  // Said whatever else is wrong: it is the only sign that there is more than is shown.
  const allowance = createEntryAllowance(() => {
    const detail = `the first ${ENTRY_LIMIT} entries were read`
    problems.push({ code: 'payload-size', offset: 0, item: undefined, detail })
  })
  const open: OpenArrival = { ...arrival, report, allowance }
  const content = arrivalReaders[arrival.format](open)
  const isLost = content.records.length === 0 && problems.length > 0 && arrival.body.length > 0
  if (!isLost) return { ...content, problems }
  const header = { content_type: arrival.contentType }
  const raw = toRaw(toArrivalItem(open, { header }))
  return { ...toOnlyPart(arrival, arrival.format, [raw]), problems }
}
