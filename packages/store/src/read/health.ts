import type { Loss } from 'protocol'
import type { ReadContext } from './context.ts'

/** As much of `health` as the store knows. */
export interface StoreHealth {
  readonly counts: Readonly<Record<string, number>>
  readonly lost: readonly Loss[]
}

/** What each kind is called in `counts`. */
const NAMES: Readonly<Record<string, string>> = {
  envelopes: 'envelopes',
  event: 'errors',
  span: 'spans',
  log: 'logs',
  output: 'logs',
  metric: 'metrics',
  session: 'sessions',
  session_count: 'sessions',
  check_in: 'checkins',
  replay: 'replays',
  profile: 'profiles',
  attachment: 'attachments',
  report: 'reports',
  own_posts: 'ownPosts',
}

export function readStoreHealth({ database }: ReadContext): StoreHealth {
  const counts: Record<string, number> = { envelopes: 0, errors: 0, spans: 0, logs: 0, metrics: 0 }
  for (const row of database.all('SELECT name, quantity FROM tally', [])) {
    const name = NAMES[String(row['name'])] ?? String(row['name'])
    counts[name] = (counts[name] ?? 0) + Number(row['quantity'])
  }
  const lost = database
    .all('SELECT * FROM loss ORDER BY quantity DESC LIMIT 200', [])
    .map((row) => ({
      service: row['service'] === '' ? undefined : String(row['service']),
      by: toBlame(row['blame']),
      reason: String(row['reason']),
      category: String(row['category']),
      quantity: Number(row['quantity']),
    }))
  return { counts, lost }
}

function toBlame(value: unknown): Loss['by'] {
  return (
    (['sdk', 'wire', 'refused', 'evicted', 'overflow'] as const).find((blame) => blame === value) ??
    'wire'
  )
}
