import { z } from 'zod'
import { editShape, toEditFacts, toEditLines } from '../facts/edit-facts.ts'
import { listInput, listOutput, toShownPage, toPageHead } from '../question/list-input.ts'
import { toContainsTerm, toQuery, toSinceTerm } from '../question/query-parts.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

export const listEdits: Tool = toTool({
  name: 'list_edits',
  title: 'Edits',
  description:
    'What was saved while the dev server ran, newest first, with the changed lines: the user, you, or a formatter. An issue names the edit before it was first seen.',
  input: { ...listInput, file: z.string().max(500).optional().describe('part of the path') },
  output: { ...listOutput, edits: z.array(editShape) },
  run: async ({ query, file, since, limit = 10, cursor }, { ask, now }) => {
    const list = await ask('edits', {
      query: toQuery([query, toContainsTerm('file', file), toSinceTerm('time', since, now)]),
      limit,
      cursor,
    })
    return (room) => {
      const page = toShownPage(list, room)
      const edits = page.items.map((edit) => toEditFacts(edit, 24, room, now))
      return {
        value: { edits, total: page.total, next: page.next },
        lines: [toPageHead('edits', page), ...edits.flatMap((edit) => toEditLines(edit, now))],
      }
    }
  },
})
