import type { EditRecord, EventItem, Identified, IssueDetail, Parameters } from 'protocol'

/** The saves that may stand on the way to an event, and the one before the issue was first seen. */
export function toSavesQuery(
  { firstSeen }: Pick<IssueDetail, 'firstSeen'>,
  { time }: Pick<EventItem, 'time'>,
): Parameters {
  return { query: `time:<=${Math.ceil(Math.max(firstSeen, time))}`, sort: '-time', limit: '20' }
}

/** Older saves say nothing about it. */
const TELLING = 10 * 60_000

export function toTellingSave(
  { firstEdit, firstSeen }: Pick<IssueDetail, 'firstEdit' | 'firstSeen'>,
  saves: readonly Identified<EditRecord>[],
): Identified<EditRecord> | undefined {
  const save = saves.find(({ id }) => id === firstEdit?.id)
  return save !== undefined && firstSeen - save.time <= TELLING ? save : undefined
}
