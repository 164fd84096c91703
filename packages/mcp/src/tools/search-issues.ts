import { z } from 'zod'
import { toFilterText } from 'protocol'
import { issueShape, toIssueFacts, toIssueLines } from '../facts/issue-facts.ts'
import {
  listInput,
  listOutput,
  PAGE_LENGTH,
  toShownPage,
  toPageHead,
} from '../question/list-input.ts'
import { toContainsTerm, toQuery, toSinceTerm, toWordsTerm } from '../question/query-parts.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

const statuses = ['unresolved', 'new', 'ongoing', 'resolved', 'regressed', 'muted'] as const

export const searchIssues: Tool = toTool({
  name: 'search_issues',
  title: 'Search issues',
  description:
    'Errors and findings, grouped: one issue for each thing that is broken. Filters combine. Then get_issue tells where and why.',
  input: {
    ...listInput,
    keyword: z.string().max(500).optional().describe('words in the message'),
    error_type: z.string().max(200).optional().describe('"TypeError"'),
    file: z.string().max(500).optional().describe('part of the path of the failing file'),
    function: z.string().max(200).optional().describe('the failing function'),
    service: z.string().max(200).optional(),
    status: z.enum(statuses).optional(),
    sort: z
      .enum(['-last_seen', '-first_seen', '-count'])
      .optional()
      .describe('default: last seen first'),
  },
  output: { ...listOutput, issues: z.array(issueShape) },
  run: async (input, { ask, now }) => {
    const { query, since, limit = PAGE_LENGTH, cursor, status, sort } = input
    const list = await ask('issues', {
      query: toQuery([
        query,
        toWordsTerm(input.keyword),
        input.error_type && toFilterText('type', input.error_type),
        toContainsTerm('stack.filename', input.file),
        input.function && toFilterText('stack.function', input.function),
        input.service && toFilterText('service', input.service),
        status && `is:${status}`,
        toSinceTerm('last_seen', since, now),
      ]),
      limit,
      cursor,
      sort,
    })
    return (room) => {
      const page = toShownPage(list, room)
      const issues = page.items.map((issue) => toIssueFacts(issue, room, now))
      return {
        value: { issues, total: page.total, next: page.next },
        lines: [toPageHead('issues', page), ...issues.flatMap((issue) => toIssueLines(issue, now))],
      }
    }
  },
})
