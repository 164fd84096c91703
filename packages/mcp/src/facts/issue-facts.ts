import { z } from 'zod'
import type { Issue } from 'protocol'
import { momentShape, toClock, toMoment, toMomentText } from '../answer/moment.ts'
import type { MomentFacts } from '../answer/moment.ts'
import { toName, toQuote } from '../answer/quoted.ts'
import type { Room } from '../answer/room.ts'
import { toShortId } from './short-id.ts'

export interface IssueFacts {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly culprit?: string | undefined
  readonly level: string
  readonly status: string
  readonly count: number
  readonly first: MomentFacts
  readonly last: MomentFacts
  readonly services: readonly string[]
  /** The save before it was first seen. */
  readonly first_edit?: EditPlace | undefined
}

export interface EditPlace {
  readonly file: string
  readonly line?: number | undefined
  readonly at: string
}

export const issueShape: z.ZodType<IssueFacts> = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  culprit: z.string().optional(),
  level: z.string(),
  status: z.string(),
  count: z.number(),
  first: momentShape,
  last: momentShape,
  services: z.array(z.string()),
  first_edit: z
    .object({ file: z.string(), line: z.number().optional(), at: z.string() })
    .optional(),
})

export function toIssueFacts(issue: Issue, room: Room, now: number): IssueFacts {
  const { firstEdit } = issue
  return {
    id: toShortId(issue.id),
    kind: room.text(issue.kind, 60),
    title: room.text(issue.title, 300),
    culprit: issue.culprit === undefined ? undefined : room.text(issue.culprit, 120),
    level: issue.level,
    status: issue.status,
    count: issue.count,
    first: toMoment(issue.firstSeen, now),
    last: toMoment(issue.lastSeen, now),
    services: issue.services.slice(0, 5).map((name) => room.text(name, 60)),
    first_edit: firstEdit && {
      file: room.text(firstEdit.file, 160),
      line: firstEdit.line,
      at: new Date(firstEdit.time).toISOString(),
    },
  }
}

/** One line, and one more for the edit that it came after. */
export function toIssueLines(issue: IssueFacts, now: number): readonly string[] {
  const { id, kind, status, level, count, title, culprit, last, services, first_edit } = issue
  const place = culprit === undefined || culprit === '' ? '' : ` in ${toName(culprit)}`
  const what = kind === 'error' ? level : `${kind} (${level})`
  return [
    `- ${id} ${status} ${what}, ${count}x, last ${toMomentText(last, now)}, ${services.map(toName).join(', ') || 'no service'}: ${toQuote(title)}${place}`,
    ...(first_edit === undefined
      ? []
      : [
          `  first seen after the save of ${toName(toPlace(first_edit))} at ${toClock(first_edit.at, now)}`,
        ]),
  ]
}

function toPlace({ file, line }: Omit<EditPlace, 'at'>): string {
  return line === undefined ? file : `${file}:${line}`
}
