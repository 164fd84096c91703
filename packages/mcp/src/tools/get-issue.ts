import { z } from 'zod'
import { readResolvedEvent } from 'client'
import { eventDetails, eventShape, toEventFacts } from '../facts/event-facts.ts'
import { toEventLines } from '../facts/event-lines.ts'
import { issueShape, toIssueFacts, toIssueLines } from '../facts/issue-facts.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

export const getIssue: Tool = toTool({
  name: 'get_issue',
  title: 'Get an issue',
  description:
    'What broke and where: message, type, file:line:column, the code there, local variables, frames of the app, what led there (breadcrumbs), and the trace. From its newest event. Then get_source, get_trace, or after an edit verify_fix.',
  input: {
    id: z.string().min(4).max(64).describe('of search_issues'),
    detail: z
      .enum(eventDetails)
      .optional()
      .describe('summary (default); stack: all frames; full: contexts and extra too'),
  },
  output: { issue: issueShape, event: eventShape.optional() },
  run: async ({ id, detail = 'summary' }, reading) => {
    const issue = await reading.ask('issues/:id', { id })
    const event = issue.event && (await readResolvedEvent(reading.client, issue.event))
    const { now } = reading
    return (room) => {
      const facts = toIssueFacts(issue, room, now)
      const told = event && toEventFacts(event, detail, room, now)
      return {
        value: { issue: facts, event: told },
        lines: [
          ...toIssueLines(facts, now),
          ...(told === undefined ? [] : toEventLines(told, now)),
        ],
      }
    }
  },
})
