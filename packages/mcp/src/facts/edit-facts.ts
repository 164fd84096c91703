import { z } from 'zod'
import type { EditRecord, Identified } from 'protocol'
import { momentShape, toMoment, toMomentText } from '../answer/moment.ts'
import type { MomentFacts } from '../answer/moment.ts'
import { toBarred, toName } from '../answer/quoted.ts'
import type { Room } from '../answer/room.ts'

export interface EditFacts {
  readonly id: string
  readonly file: string
  readonly line?: number | undefined
  readonly change: string
  readonly effect?: string | undefined
  readonly when: MomentFacts
  /** Changed lines with those around them. */
  readonly diff?: string | undefined
}

export const editShape: z.ZodType<EditFacts> = z.object({
  id: z.string(),
  file: z.string(),
  line: z.number().optional(),
  change: z.string(),
  effect: z.string().optional(),
  when: momentShape,
  diff: z.string().optional(),
})

/** `lines`: how many of the diff are told. */
export function toEditFacts(
  edit: Identified<EditRecord>,
  lines: number,
  room: Room,
  now: number,
): EditFacts {
  const diff = edit.hunks.flatMap(({ oldStart, newStart, lines: changed }) => [
    `@@ -${oldStart} +${newStart} @@`,
    ...changed,
  ])
  const shown =
    lines === 0
      ? []
      : room.list(diff, lines, (left) => `${left} more lines of a diff: list_edits {"file":…}`)
  return {
    id: edit.id,
    file: room.text(edit.file, 200),
    line: edit.hunks[0]?.newStart,
    change: edit.change,
    effect: edit.effect,
    when: toMoment(edit.time, now),
    diff: shown.length === 0 ? undefined : shown.map((line) => room.text(line, 200)).join('\n'),
  }
}

export function toEditLines(edit: EditFacts, now: number): readonly string[] {
  const { file, line, change, effect, when, diff } = edit
  const what = effect === undefined ? change : `${change}, ${effect}`
  return [
    `- ${toMomentText(when, now)} ${toName(line === undefined ? file : `${file}:${line}`)} ${what}`,
    ...(diff === undefined ? [] : toBarred(diff, '  |')),
  ]
}
