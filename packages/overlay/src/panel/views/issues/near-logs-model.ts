import { toFilterText } from 'protocol'
import type { EventItem } from 'protocol'

const BEFORE = 10_000
const AFTER = 2000

/** Logs of the same trace up to the error; without a trace those of the same service at that time. */
export function toNearLogsQuery({
  traceId,
  service,
  time,
}: Pick<EventItem, 'traceId' | 'service' | 'time'>): string {
  const until = `time:<=${Math.ceil(time + AFTER)}`
  if (traceId !== undefined) return `${toFilterText('trace', traceId)} ${until}`
  const since = `time:>=${Math.floor(time - BEFORE)}`
  return [...(service === undefined ? [] : [toFilterText('service', service)]), since, until].join(
    ' ',
  )
}
