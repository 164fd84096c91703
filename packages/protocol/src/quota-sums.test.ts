import { expect, test } from 'vitest'
import type { QuotaLine } from './api/read-api.ts'
import { toCategoryWords, toQuotaSums, toQuotaText, toServiceQuotas } from './quota-sums.ts'

function line(category: string, quantity: number, service?: string, bytes = 0): QuotaLine {
  return { service, category, quantity, bytes }
}

const today = [
  line('error', 1200, 'web'),
  line('error', 300, 'api'),
  line('attachment', 2, 'web', 5e8),
]
const total = [...today, line('span', 9000, 'api'), line('monitor', 1, 'api')]
const answer = { hosts: [], today, total }

test('a category is summed over services, the largest first, with its share of a plan', () => {
  expect(toQuotaSums(answer)).toEqual([
    { category: 'span', today: 0, total: 9000, planShare: 0 },
    { category: 'error', today: 1500, total: 1500, planShare: 0.3 },
    { category: 'attachment', today: 2, total: 2, planShare: 0.5 },
    { category: 'monitor', today: 0, total: 1, planShare: undefined },
  ])
})

test('each service has its own', () => {
  const told = toServiceQuotas(answer).map((each) => [
    each.service,
    toQuotaText(each.today),
    toQuotaText(each.total),
  ])
  expect(told).toEqual([
    ['web', '1,200 errors, 2 attachments', '1,200 errors, 2 attachments'],
    ['api', '300 errors', '9,000 spans, 300 errors, 1 check-in'],
  ])
})

test('in words', () => {
  expect(toQuotaText([])).toBe('')
  expect(toQuotaText([line('log_item', 2), line('log_byte', 900), line('new', 1)])).toBe(
    '2 logs, 1 new',
  )
  expect(toCategoryWords('monitor')).toBe('Check-ins')
  expect(toCategoryWords('new')).toBe('New')
})
