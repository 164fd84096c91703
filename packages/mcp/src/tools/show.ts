import { z } from 'zod'
import { panelThings } from 'protocol'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

export const show: Tool = toTool({
  name: 'show_to_user',
  title: 'Show something to the user',
  description:
    "Opens an issue, trace, span, log or event in the overlay of the user's page and in every open panel, with a note from you: for what is easier seen than said.",
  input: {
    what: z.enum(panelThings),
    id: z.string().min(1).max(100),
    note: z.string().max(300).optional().describe('why they should look'),
  },
  output: { shown: z.boolean() },
  effect: 'changes',
  run: async ({ what, id, note }, reading) => {
    const { agent } = reading
    const action = { agent, tool: 'show_to_user', about: note, show: { what, id } }
    await reading.change('POST', 'agents', action)
    return () => ({
      value: { shown: true },
      lines: [`The panel is asked to show ${what} ${id}.`],
    })
  },
})
