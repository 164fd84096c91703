import { z } from 'zod'
import { toFilterText } from 'protocol'
import { toTraceFacts, toTraceLine, traceShape } from '../facts/trace-facts.ts'
import {
  listInput,
  listOutput,
  PAGE_LENGTH,
  toShownPage,
  toPageHead,
} from '../question/list-input.ts'
import { toContainsTerm, toQuery, toSinceTerm } from '../question/query-parts.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

export const searchTraces: Tool = toTool({
  name: 'search_traces',
  title: 'Search traces',
  description:
    'Page loads, requests and jobs, each with everything it caused. A term of the query matches when any span, log or error of the trace does: `op:db duration:>100ms`, `http.route:/cart`, `!has:error.type`. Then get_trace.',
  input: {
    ...listInput,
    name: z.string().max(500).optional().describe('part of its name: "/checkout"'),
    service: z.string().max(200).optional(),
    min_duration: z.string().max(20).optional().describe('"200ms", "1.5s"'),
    failed: z.boolean().optional().describe('only those with errors'),
    sort: z
      .enum(['-start', '-duration', '-span_count'])
      .optional()
      .describe('default: newest first'),
  },
  output: { ...listOutput, traces: z.array(traceShape) },
  run: async (input, { ask, now }) => {
    const { query, since, limit = PAGE_LENGTH, cursor, sort } = input
    const list = await ask('traces', {
      query: toQuery([
        query,
        toContainsTerm('name', input.name),
        input.service && toFilterText('service', input.service),
        input.min_duration && `trace.duration:>=${input.min_duration}`,
        input.failed === true ? 'error_count:>0' : undefined,
        toSinceTerm('start', since, now),
      ]),
      limit,
      cursor,
      sort,
    })
    return (room) => {
      const page = toShownPage(list, room)
      const traces = page.items.map((trace) => toTraceFacts(trace, room, now))
      return {
        value: { traces, total: page.total, next: page.next },
        lines: [
          toPageHead('traces', page),
          ...traces.map((trace) => `- ${toTraceLine(trace, now)}`),
        ],
      }
    }
  },
})
