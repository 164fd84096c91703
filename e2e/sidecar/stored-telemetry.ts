import type { Kind, TelemetryRecord } from 'protocol'
import { readAll } from './footlight.ts'
import type { Footlight } from './footlight.ts'

/** Which list answers for which kind of record. */
const lists: readonly (readonly [string, Kind])[] = [
  ['events', 'event'],
  ['logs', 'log'],
  ['metrics', 'metric'],
  ['checkins', 'check_in'],
  ['dropped', 'client_report'],
  ['attachments', 'attachment'],
  ['feedback', 'feedback'],
]

type Item = Readonly<Record<string, unknown>>

/** What the read API has of a run, as records again, so that one set of checks serves both. */
export async function readTelemetry(
  footlight: Footlight,
  query: string,
): Promise<readonly TelemetryRecord[]> {
  const records: unknown[] = []
  for (const [path, kind] of lists) {
    for (const item of await readAll<Item>(footlight, path, query))
      records.push(toRecord(item, kind))
  }
  for (const item of await readAll<Item>(footlight, 'spans', query)) {
    records.push({ ...item, kind: 'span', time: item['start'] })
  }
  for (const item of await readAll<Item>(footlight, 'sessions', query)) {
    records.push({ ...item, kind: 'exited' in item ? 'session_count' : 'session' })
  }
  for (const { id } of await readAll<Item>(footlight, 'profiles', query)) {
    records.push({ ...(await footlight.read<Item>(`profiles/${String(id)}`)), kind: 'profile' })
  }
  for (const { id } of await readAll<Item>(footlight, 'replays', query)) {
    const { segments, ...replay } = await footlight.read<Item & { segments: Item[] }>(
      `replays/${String(id)}`,
    )
    records.push({ ...replay, kind: 'replay' })
    for (const segment of segments) {
      records.push({ ...segment, kind: 'replay_recording', replayId: id })
    }
  }
  return records as TelemetryRecord[]
}

function toRecord(item: Item, kind: Kind): object {
  if (kind === 'check_in') return { ...item, kind, id: item['checkInId'] }
  // SQLite's texts end at a NUL: what is answered has its picture instead, as the panel shows it.
  const body = item['body']
  return typeof body === 'string'
    ? { ...item, kind, body: body.replaceAll('␀', '\0') }
    : { ...item, kind }
}
