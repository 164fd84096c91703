import { z } from 'zod'
import { spanShape, toSpanFacts, toSpanText } from '../facts/span-facts.ts'
import {
  listInput,
  listOutput,
  PAGE_LENGTH,
  toShownPage,
  toPageHead,
} from '../question/list-input.ts'
import { toQuery, toSinceTerm } from '../question/query-parts.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

export const searchSpans: Tool = toTool({
  name: 'search_spans',
  title: 'Search spans',
  description:
    'Single spans by op, name, duration, status and any attribute: `op:db duration:>100ms`, `cache.hit:false`, `http.response.status_code:>=500`. To count or compare many of them, aggregate.',
  input: {
    ...listInput,
    sort: z.enum(['-time', '-duration']).optional().describe('default: newest first'),
  },
  output: { ...listOutput, spans: z.array(spanShape) },
  run: async ({ query, since, limit = PAGE_LENGTH, cursor, sort }, { ask, now }) => {
    const list = await ask('spans', {
      query: toQuery([query, toSinceTerm('time', since, now)]),
      limit,
      cursor,
      sort,
    })
    return (room) => {
      const page = toShownPage(list, room)
      const spans = page.items.map((span) => toSpanFacts(span, 6, room, now))
      return {
        value: { spans, total: page.total, next: page.next },
        lines: [toPageHead('spans', page), ...spans.map((span) => `- ${toSpanText(span, now)}`)],
      }
    }
  },
})
