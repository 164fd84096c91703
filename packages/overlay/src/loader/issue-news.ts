import type { EditReference, Issue } from 'protocol'

/** What of an issue is shown in the page. */
export type SeenIssue = Pick<
  Issue,
  | 'id'
  | 'title'
  | 'type'
  | 'value'
  | 'culprit'
  | 'level'
  | 'status'
  | 'count'
  | 'firstSeen'
  | 'lastSeen'
> & { readonly firstEdit: EditReference | undefined }

/** Compares each answer of the live list of issues with the one before. */
export interface IssueNews {
  readonly read: (items: readonly unknown[]) => News
  /** Issues nobody has looked at yet. */
  readonly newCount: () => number
  readonly lastId: () => string | undefined
  /** Somebody looked. */
  readonly see: (time: number) => void
}

export interface News {
  /** Never seen before, or back after they were resolved; oldest first, since the first is the cause. */
  readonly fresh: readonly SeenIssue[]
  /** Known ones that happened again. */
  readonly repeated: readonly SeenIssue[]
}

/** Where nobody ever looked, what is older than this is history. */
const NEVER_LOOKED = 3_600_000

/** `pageStart`: what happened since is news even when this tab only now hears of it. */
export function createIssueNews(pageStart: number, seenAt: number): IssueNews {
  let known: ReadonlyMap<string, SeenIssue> = new Map()
  let lastLook = seenAt === 0 ? pageStart - NEVER_LOOKED : seenAt
  let hasRead = false

  const isNew = ({ status, firstSeen, lastSeen }: SeenIssue): boolean => {
    if (status === 'muted' || status === 'resolved') return false
    return (status === 'regressed' ? lastSeen : firstSeen) > lastLook
  }

  return {
    read: (items) => {
      const fresh: SeenIssue[] = []
      const repeated: SeenIssue[] = []
      const issues = items.flatMap((item) => readSeenIssue(item) ?? [])
      for (const issue of issues) {
        const before = known.get(issue.id)
        const isBack = issue.status === 'regressed' && before?.status !== 'regressed'
        const isFresh = before === undefined ? hasRead || issue.lastSeen >= pageStart : isBack
        if (isFresh && isNew(issue)) fresh.push(issue)
        else if (before !== undefined && issue.count > before.count) repeated.push(issue)
      }
      known = new Map(issues.map((issue) => [issue.id, issue]))
      hasRead = true
      return { fresh: fresh.toSorted((a, b) => a.lastSeen - b.lastSeen), repeated }
    },
    newCount: () => [...known.values()].filter(isNew).length,
    lastId: () => known.keys().next().value,
    see: (time) => {
      lastLook = Math.max(lastLook, time)
    },
  }
}

function readSeenIssue(item: unknown): SeenIssue | undefined {
  return isIssue(item) && (item.level === 'error' || item.level === 'fatal') ? item : undefined
}

/** The sidecar made it of the same type; an item of another version may lack what we compare. */
function isIssue(item: unknown): item is SeenIssue {
  return (
    typeof item === 'object' &&
    item !== null &&
    'id' in item &&
    typeof item.id === 'string' &&
    'title' in item &&
    'count' in item &&
    'lastSeen' in item
  )
}
