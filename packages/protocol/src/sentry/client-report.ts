import type { Item } from '../item.ts'
import { isObject, readCount, readText } from '../json.ts'
import { readPayload } from '../payload.ts'
import type { ClientReportRecord, Discarded } from '../record/health.ts'
import { readTime } from '../time.ts'

/** What the SDK never sent, so that a gap in the data can be told from nothing having happened. */
export function readClientReportItem(item: Item): readonly ClientReportRecord[] {
  const report = readPayload(item)
  if (report === undefined) return []
  const discarded: Discarded[] = []
  // Relays report what they limited or filtered in the same shape.
  for (const list of ['discarded_events', 'rate_limited_events', 'filtered_events']) {
    const entries: unknown = report[list]
    for (const entry of item.allowance.takeOf(Array.isArray(entries) ? entries : [])) {
      if (!isObject(entry)) continue
      discarded.push({
        reason: readText(entry['reason']) ?? 'unknown',
        category: readText(entry['category']) ?? 'unknown',
        quantity: readCount(entry['quantity']) ?? 0,
      })
    }
  }
  return [
    {
      kind: 'client_report',
      time: readTime(report['timestamp']) ?? item.receivedAt,
      item: item.index,
      scope: item.scope,
      discarded,
    },
  ]
}
