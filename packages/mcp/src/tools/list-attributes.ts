import { z } from 'zod'
import { toName, toValueText } from '../answer/quoted.ts'
import { listOutput, toShownPage, toPageHead } from '../question/list-input.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

const attributeShape = z.object({
  key: z.string(),
  type: z.string(),
  kinds: z.array(z.string()),
  count: z.number(),
  values: z.array(z.unknown()).describe('the most frequent'),
})

export const attributeCatalogue: Tool = toTool({
  name: 'list_attributes',
  title: 'Attributes',
  description:
    'Which keys queries and groups can name in what this app sends, on which kinds of records, with their most frequent values.',
  input: {
    prefix: z.string().max(200).optional().describe('what keys begin with: "http."'),
    limit: z.number().int().min(1).max(200).optional(),
  },
  output: { ...listOutput, attributes: z.array(attributeShape) },
  run: async ({ prefix, limit = 60 }, { ask }) => {
    const list = await ask('attributes', { key: prefix, limit })
    return (room) => {
      const page = toShownPage(list, room)
      const attributes = page.items.map(({ key, type, kinds, count, values }) => ({
        key: room.text(key, 100),
        type,
        kinds: [...kinds],
        count,
        values: values.slice(0, 3).map(({ value }) => room.value(key, value, 40)),
      }))
      return {
        value: { attributes, total: page.total },
        lines: [
          toPageHead('attributes', page),
          ...attributes.map(
            ({ key, type, kinds, count, values }) =>
              `- ${toName(key)} ${type}, ${kinds.join('+')}, ${count}x: ${values.map(toValueText).join(', ')}`,
          ),
        ],
      }
    }
  },
})
