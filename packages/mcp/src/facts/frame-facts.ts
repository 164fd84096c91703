import { z } from 'zod'
import type { Frame, Json } from 'protocol'
import { toBarred, toName, toPairsText } from '../answer/quoted.ts'
import type { Room } from '../answer/room.ts'

export interface FrameFacts {
  readonly file: string
  readonly line?: number | undefined
  readonly column?: number | undefined
  readonly function?: string | undefined
  readonly in_app: boolean
  /** Lines with their numbers; `>` stands before the failing one. */
  readonly code?: string | undefined
  readonly locals?: Readonly<Record<string, unknown>> | undefined
}

export const frameShape: z.ZodType<FrameFacts> = z.object({
  file: z.string(),
  line: z.number().optional(),
  column: z.number().optional(),
  function: z.string().optional(),
  in_app: z.boolean(),
  code: z.string().optional(),
  locals: z.record(z.string(), z.unknown()).optional(),
})

export interface FrameDetail {
  /** Lines of code on each side of the failing one; `undefined` for none at all. */
  readonly code: number | undefined
  readonly hasLocals: boolean
}

export function toFrameFacts(frame: Frame, detail: FrameDetail, room: Room): FrameFacts {
  const { filename, absPath, module, line, column, inApp } = frame
  const locals = detail.hasLocals && frame.vars ? Object.entries(frame.vars) : []
  const shown = room.list(locals, 12, (left) => `${left} more locals: get_event with detail "full"`)
  return {
    file: room.text(filename ?? absPath ?? module ?? '?', 200),
    line,
    column,
    function: frame.function === undefined ? undefined : room.text(frame.function, 120),
    in_app: inApp !== false,
    code: detail.code === undefined ? undefined : toCode(frame, detail.code, room),
    locals:
      shown.length === 0
        ? undefined
        : Object.fromEntries(
            shown.map(([name, value]): [string, Json] => [
              room.text(name, 60),
              room.value(name, value, 120),
            ]),
          ),
  }
}

function toCode({ context, line }: Frame, around: number, room: Room): string | undefined {
  if (context === undefined) return undefined
  const before = context.before.slice(-around)
  const first = (line ?? before.length + 1) - before.length
  return [...before, context.line, ...context.after.slice(0, around)]
    .map((text, at) => {
      const number = line === undefined ? '' : `${first + at} `
      return `${at === before.length ? '>' : ' '} ${number}${room.text(text, 200)}`
    })
    .join('\n')
}

function toFramePlace({ file, line, column }: FrameFacts): string {
  return [file, line, column].filter((part) => part !== undefined).join(':')
}

export function toFrameLine(frame: FrameFacts): string {
  const where = toName(toFramePlace(frame))
  return frame.function === undefined ? where : `${where} ${toName(frame.function)}`
}

/** The place, the code around it and what the variables were. */
export function toFrameLines(frame: FrameFacts): readonly string[] {
  const { code, locals } = frame
  return [
    `at ${toFrameLine(frame)}`,
    ...(code === undefined ? [] : toBarred(code)),
    ...(locals === undefined ? [] : [`locals: ${toPairsText(locals)}`]),
  ]
}
