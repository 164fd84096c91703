import { toVisibleText } from 'protocol'
import type { Issue, IssueStatus } from 'protocol'
import { toLevelStyle } from '../terminal/styles.ts'
import type { Styles } from '../terminal/styles.ts'
import { toShortAge } from '../terminal/time-text.ts'
import type { ListView } from './list-view.ts'

export const issueList: ListView<Issue> = {
  names: ['issue', 'issues'],
  columns: ({ styles }, now) => [
    { title: 'id', text: ({ id }) => id.slice(0, 8), style: () => styles.accent },
    {
      title: 'status',
      text: ({ status }) => status,
      style: ({ status }) => toStatusStyle(styles, status),
      dropsAt: 3,
    },
    {
      title: 'level',
      text: ({ level }) => level,
      style: ({ level }) => toLevelStyle(styles, level),
      dropsAt: 4,
    },
    { title: 'seen', text: ({ count }) => `${count}x`, isRight: true, dropsAt: 2 },
    {
      title: 'last',
      text: ({ lastSeen }) => toShortAge(now - lastSeen),
      isRight: true,
      style: () => styles.dim,
      dropsAt: 1,
    },
    { title: 'service', text: ({ services }) => toVisibleText(services.join(',')), dropsAt: 5 },
    { title: 'title', text: ({ title }) => toVisibleText(title.slice(0, 500)), isFlexible: true },
    {
      title: 'where',
      text: ({ culprit }) => toVisibleText(culprit ?? ''),
      style: () => styles.dim,
      isFlexible: true,
      dropsAt: 6,
    },
  ],
  fields: ({ id, status, level, kind, count, firstSeen, lastSeen, services, title, culprit }) => ({
    id,
    status,
    level,
    kind,
    count,
    first: new Date(firstSeen).toISOString(),
    last: new Date(lastSeen).toISOString(),
    service: services.join(','),
    title,
    culprit,
  }),
}

export function toStatusStyle(
  { good, bad, dim, warning }: Styles,
  status: IssueStatus,
): (text: string) => string {
  switch (status) {
    case 'resolved':
      return good
    case 'regressed':
      return bad
    case 'new':
      return warning
    case 'ongoing':
    case 'muted':
      return dim
  }
}
