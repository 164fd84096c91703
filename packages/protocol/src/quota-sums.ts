import type { QuotaAnswer, QuotaLine } from './api/read-api.ts'
import type { QuotaCategory } from './quota-category.ts'

/** One category of the ledger over all services. */
export interface QuotaSum {
  readonly category: string
  readonly today: number
  readonly total: number
  /** How much of a month of the smallest plan today's would have taken; absent where it has no part. */
  readonly planShare: number | undefined
}

/** The ledger of one service, the busiest category first. */
export interface ServiceQuota {
  readonly service: string
  readonly today: readonly QuotaLine[]
  readonly total: readonly QuotaLine[]
}

/**
 * What a month of Sentry's Developer plan has, in the unit of each category; attachments in bytes.
 *
 * @see https://sentry.io/pricing/ as of September 2026
 */
const planQuota: Readonly<Partial<Record<QuotaCategory, number>>> = {
  error: 5000,
  span: 5_000_000,
  log_byte: 5_000_000_000,
  replay: 50,
  attachment: 1_000_000_000,
}

export function toQuotaSums({ today, total }: QuotaAnswer): readonly QuotaSum[] {
  const categories = [...new Set(total.map(({ category }) => category))]
  return categories
    .map((category) => ({
      category,
      today: toSum(today, category, 'quantity'),
      total: toSum(total, category, 'quantity'),
      planShare: toPlanShare(today, category),
    }))
    .toSorted((a, b) => b.total - a.total)
}

export function toServiceQuotas({ today, total }: QuotaAnswer): readonly ServiceQuota[] {
  const names = [...new Set(total.map(({ service }) => service))]
  return names.map((name) => ({
    service: name ?? 'without a name',
    today: today.filter(({ service }) => service === name),
    total: total.filter(({ service }) => service === name),
  }))
}

/** `1,204 errors, 80 spans`; bytes of logs are said by the logs. Empty where there is nothing. */
export function toQuotaText(lines: readonly QuotaLine[]): string {
  const categories = [...new Set(lines.map(({ category }) => category))]
  return categories
    .filter((category) => category !== 'log_byte')
    .map((category) => ({ category, quantity: toSum(lines, category, 'quantity') }))
    .toSorted((a, b) => b.quantity - a.quantity)
    .map(({ category, quantity }) => {
      const [one, many] = words[category] ?? [category, category]
      return `${quantity.toLocaleString('en')} ${quantity === 1 ? one : many}`
    })
    .join(', ')
}

/** `Check-ins` */
export function toCategoryWords(category: string): string {
  const [, many = category] = words[category] ?? []
  return many.charAt(0).toUpperCase() + many.slice(1)
}

const words: Readonly<Record<string, readonly [one: string, many: string]>> = {
  error: ['error', 'errors'],
  transaction: ['transaction', 'transactions'],
  span: ['span', 'spans'],
  log_item: ['log', 'logs'],
  log_byte: ['byte of logs', 'bytes of logs'],
  metric: ['metric', 'metrics'],
  replay: ['replay', 'replays'],
  profile: ['profile', 'profiles'],
  attachment: ['attachment', 'attachments'],
  monitor: ['check-in', 'check-ins'],
  feedback: ['feedback', 'feedback'],
}

function toPlanShare(lines: readonly QuotaLine[], category: string): number | undefined {
  const included = Object.entries(planQuota).find(([name]) => name === category)?.[1]
  if (included === undefined) return undefined
  return toSum(lines, category, category === 'attachment' ? 'bytes' : 'quantity') / included
}

function toSum(lines: readonly QuotaLine[], category: string, unit: 'quantity' | 'bytes'): number {
  const own = lines.filter((line) => line.category === category)
  return own.reduce((sum, line) => sum + line[unit], 0)
}
