import { z } from 'zod'
import { toBarred, toName, toQuote } from '../answer/quoted.ts'
import { toToolFailure } from '../tool-failure.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

export const getSource: Tool = toTool({
  name: 'get_source',
  title: 'Get source',
  description:
    'The code around a place, as a person wrote it: source maps are applied, so a place of built or served code (http://localhost:5173/src/cart.ts?t=1:41:17) will do. Only files of the project are read. Give `file` and `line`, or an event and the number of its frame.',
  input: {
    file: z.string().max(2000).optional(),
    line: z.number().int().min(1).optional(),
    column: z.number().int().min(0).optional(),
    event_id: z.string().max(64).optional(),
    frame: z.number().int().min(0).optional().describe('0 (default) is the failing one'),
    around: z.number().int().min(0).max(50).optional().describe('lines on each side (default 12)'),
  },
  output: {
    file: z.string().optional(),
    line: z.number().optional(),
    column: z.number().optional(),
    in_app: z.boolean(),
    code: z.string().optional(),
    how: z.string().describe('who knew the place: the dev server, a source map, the file, the SDK'),
    missing: z.string().optional(),
  },
  run: async ({ file, line, column, event_id, frame = 0, around = 12 }, { ask }) => {
    if (event_id === undefined && (file === undefined || line === undefined)) {
      throw toToolFailure('Which place?', 'Give `file` and `line`, or `event_id` (and `frame`).')
    }
    const { frames } = await ask('sources', {
      event: event_id,
      frames:
        event_id === undefined
          ? JSON.stringify([{ filename: file, absPath: file, line, column }])
          : undefined,
      around,
      colours: 'none',
    })
    // The failing frame is the last.
    const place = event_id === undefined ? frames[0] : frames[frames.length - 1 - frame]
    if (place === undefined) {
      throw toToolFailure(
        `There is no frame ${frame}: the stack has ${frames.length}.`,
        'Leave `frame` out for the failing one.',
      )
    }
    const { excerpt, missing, how } = place
    return (room) => {
      const name = place.source ?? place.file ?? file
      const lines = excerpt?.lines.map((pieces) => pieces.map(([text]) => text).join('')) ?? []
      const code =
        excerpt === undefined
          ? undefined
          : room
              .list(lines, 101, (left) => `${left} more lines: a smaller \`around\``)
              .map(
                (text, at) =>
                  `${at === excerpt.failing ? '>' : ' '} ${excerpt.first + at} ${room.text(text, 300)}`,
              )
              .join('\n')
      const facts = {
        file: name === undefined ? undefined : room.text(name, 300),
        line: place.line,
        column: place.column,
        in_app: place.inApp,
        code,
        how,
        missing: missing === undefined ? undefined : room.text(missing.reason, 500),
      }
      const at = [facts.file ?? '?', place.line, place.column].filter((part) => part !== undefined)
      return {
        value: facts,
        lines: [
          `${toName(at.join(':'))} (${how}${place.inApp ? '' : ', not of the project'})`,
          ...(code === undefined ? [] : toBarred(code)),
          ...(facts.missing === undefined ? [] : [`missing: ${toQuote(facts.missing)}`]),
        ],
      }
    }
  },
})
