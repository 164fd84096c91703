import type { EventItem, Issue, IssueStatus } from 'protocol'
import { toDurationText } from '../../format/duration.ts'
import { toCounted, toCountText } from '../../format/number.ts'
import { toShortPath } from '../../format/short-path.ts'
import type { QueryVocabulary } from '../../query/suggestion.ts'
import { toPlaceText } from '../../shell/place-text.ts'

export const issuesVocabulary: QueryVocabulary = {
  list: 'issues',
  source: 'events',
  states: ['new', 'ongoing', 'regressed', 'resolved', 'muted', 'pinned', 'unresolved'],
  fields: [
    { key: 'level', words: 'how bad', values: ['fatal', 'error', 'warning', 'info', 'debug'] },
    { key: 'type', words: 'class of the exception' },
    { key: 'value', words: 'its message' },
    { key: 'culprit', words: 'function and file' },
    { key: 'count', words: 'how often' },
    { key: 'first_seen', words: 'as -2h' },
    { key: 'last_seen', words: 'as -10min' },
    { key: 'kind', words: 'error, or the name of a detector', values: ['error'] },
    { key: 'service', words: 'who sent it' },
    { key: 'environment', words: '' },
    { key: 'release', words: '' },
  ],
}

/** Which issues a list shows, as the buttons beside the query say. */
export const shownStates = ['open', 'muted', 'all'] as const
export type ShownState = (typeof shownStates)[number]

export function readShownState(text: string | undefined): ShownState {
  return shownStates.find((state) => state === text) ?? 'open'
}

/** The query with the state in it. What was just resolved is still there, and says so. */
export function toStateQuery(query: string, state: ShownState): string {
  const term = { open: '!is:muted', muted: 'is:muted', all: '' }[state]
  if (term === '') return query
  return query.trim() === '' ? term : `${term} (${query})`
}

/** What an issue is called: its type and what it says, each once. */
export function toIssueWords(issue: Pick<Issue, 'type' | 'value' | 'title'>): {
  readonly type: string
  readonly value: string
} {
  const { type, value, title } = issue
  if (type === undefined) return { type: title, value: value === title ? '' : (value ?? '') }
  return { type, value: firstLine(value ?? '') }
}

/** So much fits in the two lines of a wide head. */
const HEAD_LENGTH = 160

/** All that was said, where the head of an issue has no room for it. */
export function toLongMessage(
  issue: Pick<Issue, 'value' | 'title'>,
  event: Pick<EventItem, 'exceptions' | 'message'> | undefined,
): string | undefined {
  const last = event?.exceptions.at(-1)
  const said = (last?.value ?? event?.message ?? issue.value ?? issue.title).trim()
  return said.length > HEAD_LENGTH || said.includes('\n') ? said : undefined
}

/** `lineTotal · server/cart.ts`: the path loses its middle, the function nothing. */
export function toCulpritText(culprit: string | undefined): string {
  if (culprit === undefined) return ''
  const at = culprit.lastIndexOf(' in ')
  if (at === -1) return toShortPath(culprit)
  return `${culprit.slice(at + 4)} · ${toShortPath(culprit.slice(0, at))}`
}

const statusWords: Readonly<Record<IssueStatus, readonly [string, string]>> = {
  new: ['New', 'error'],
  regressed: ['Came back', 'error'],
  ongoing: ['Ongoing', ''],
  resolved: ['Resolved', 'good'],
  muted: ['Muted', ''],
}

export function toStatusWords(status: IssueStatus): readonly [words: string, tone: string] {
  return statusWords[status]
}

/** `1.2 s after cart.ts:41`; a save of long before says nothing about the issue. */
export function toEditWords({
  firstEdit,
  firstSeen,
}: Pick<Issue, 'firstEdit' | 'firstSeen'>): string | undefined {
  if (firstEdit === undefined) return undefined
  const after = firstSeen - firstEdit.time
  if (after < 0 || after > TELLING) return undefined
  return `${toDurationText(after)} after ${toPlaceText(firstEdit)}`
}

/** The spark line for those who hear it. */
export function toSparkWords({ count, timeline }: Pick<Issue, 'count' | 'timeline'>): string {
  const last = timeline.at(-1) ?? 0
  return `${toCounted(count, 'event')} from first to last seen, ${toCountText(last)} in the last part`
}

const TELLING = 10 * 60_000

function firstLine(text: string): string {
  const end = text.indexOf('\n')
  return end === -1 ? text : text.slice(0, end)
}
