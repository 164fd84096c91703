import type { Json } from './json.ts'
import type { Kind, RecordOf, TelemetryRecord } from './record.ts'
import { toUtf8Length } from './utf8-length.ts'

/** What a plan of Sentry counts, under the names that its own statistics use. */
export const quotaCategories = [
  'error',
  'transaction',
  'span',
  'log_item',
  'log_byte',
  'metric',
  'replay',
  'profile',
  'attachment',
  'monitor',
  'feedback',
] as const

export type QuotaCategory = (typeof quotaCategories)[number]

/**
 * What each kind costs. A kind that nobody has thought about does not compile. Sessions and client
 * reports are free, and our own kinds never leave.
 * @see https://docs.sentry.io/pricing/quotas/
 */
const categories: { readonly [K in Kind]: QuotaCategory | undefined } = {
  event: 'error',
  transaction: 'transaction',
  span: 'span',
  log: 'log_item',
  metric: 'metric',
  session: undefined,
  session_count: undefined,
  check_in: 'monitor',
  client_report: undefined,
  feedback: 'feedback',
  // Billed once, by the event; the recording belongs to it.
  replay: 'replay',
  replay_recording: undefined,
  replay_video: undefined,
  profile: 'profile',
  attachment: 'attachment',
  minidump: 'attachment',
  report: 'error',
  unreal: 'error',
  raw: undefined,
  edit: undefined,
  run: undefined,
  page_load: undefined,
  build_error: undefined,
  output: undefined,
  ledger: undefined,
  finding: undefined,
}

export interface QuotaCost {
  readonly category: QuotaCategory
  readonly quantity: number
  readonly bytes: number
}

/** What one record would have counted. */
export function toQuotaCosts(record: TelemetryRecord): readonly QuotaCost[] {
  const category = categories[record.kind]
  if (category === undefined) return []
  // A replay is one, however many segments it has.
  if (record.kind === 'replay' && record.segment !== 0) return []
  if (record.kind === 'attachment') return [{ category, quantity: 1, bytes: record.size }]
  if (record.kind !== 'log') return [{ category, quantity: 1, bytes: 0 }]
  const bytes = toLogSize(record)
  return [
    { category, quantity: 1, bytes },
    { category: 'log_byte', quantity: bytes, bytes: 0 },
  ]
}

/** As Relay measures a log: its text and its attributes, with eight bytes for a number. */
function toLogSize({ body, attributes }: RecordOf<'log'>): number {
  let size = toUtf8Length(body)
  for (const [key, value] of Object.entries(attributes)) {
    size += toUtf8Length(key) + toValueSize(value)
  }
  return size
}

function toValueSize(value: Json): number {
  if (typeof value === 'number') return 8
  if (typeof value === 'boolean') return 1
  return toUtf8Length(typeof value === 'string' ? value : JSON.stringify(value))
}
