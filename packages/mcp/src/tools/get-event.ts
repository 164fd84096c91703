import { z } from 'zod'
import { readResolvedEvent } from 'client'
import { eventDetails, eventShape, toEventFacts } from '../facts/event-facts.ts'
import { toEventLines } from '../facts/event-lines.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

export const getEvent: Tool = toTool({
  name: 'get_event',
  title: 'Get an event',
  description:
    'One event of an issue in whole: every frame, breadcrumb, context, tag and extra. For the newest one get_issue is enough.',
  input: {
    id: z.string().min(1).max(64).describe("an event's id; get_issue and get_trace name them"),
    detail: z.enum(eventDetails).optional().describe('default: full'),
  },
  output: { event: eventShape },
  run: async ({ id, detail = 'full' }, reading) => {
    const event = await readResolvedEvent(reading.client, await reading.ask('events/:id', { id }))
    const { now } = reading
    return (room) => {
      const facts = toEventFacts(event, detail, room, now)
      return { value: { event: facts }, lines: toEventLines(facts, now) }
    }
  },
})
