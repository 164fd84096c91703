import { z } from 'zod'
import { toIso } from '../answer/moment.ts'
import { toQuote } from '../answer/quoted.ts'
import { readSince } from '../question/query-parts.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

export const clear: Tool = toTool({
  name: 'clear',
  title: 'Forget telemetry',
  description:
    'Removes what is kept, for good: everything, of one service, or before a time. Ask the user first; to look only at what is new, `since` of the other tools is enough.',
  input: {
    before: z.string().max(64).optional().describe('"1h", or a date'),
    service: z.string().max(200).optional(),
    confirm: z.literal(true).describe('the user agreed'),
  },
  output: { removed: z.string() },
  effect: 'destroys',
  run: async ({ before, service }, reading) => {
    const time = before === undefined ? undefined : readSince(before, reading.now)
    await reading.change('POST', 'clear', { before: time, service })
    const parts = [
      'everything',
      service === undefined ? '' : `of service ${toQuote(service)}`,
      time === undefined ? '' : `before ${toIso(time)}`,
    ]
    const removed = parts.filter((part) => part !== '').join(' ')
    return () => ({ value: { removed }, lines: [`Removed ${removed}.`] })
  },
})
