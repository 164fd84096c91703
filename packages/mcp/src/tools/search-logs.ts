import { z } from 'zod'
import { logShape, toLogFacts, toLogLine } from '../facts/log-facts.ts'
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

export const searchLogs: Tool = toTool({
  name: 'search_logs',
  title: 'Search logs',
  description:
    'Log lines, newest first, with their attributes; lines that processes print are among them: `level:error`, `message:*JWT*expired*`, `orderId:alice latencyMs:>2000`.',
  input: { ...listInput, text: z.string().max(500).optional().describe('words in the line') },
  output: { ...listOutput, logs: z.array(logShape) },
  run: async ({ query, text, since, limit = PAGE_LENGTH, cursor }, { ask, now }) => {
    const list = await ask('logs', {
      query: toQuery([query, toContainsTerm('body', text), toSinceTerm('time', since, now)]),
      limit,
      cursor,
    })
    return (room) => {
      const page = toShownPage(list, room)
      const logs = page.items.map((log) => toLogFacts(log, 6, room, now))
      return {
        value: { logs, total: page.total, next: page.next },
        lines: [toPageHead('logs', page), ...logs.map((log) => `- ${toLogLine(log, now)}`)],
      }
    }
  },
})
