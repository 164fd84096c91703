import { applyPatch } from 'diff/lib/patch/apply.js'
import { structuredPatch } from 'diff/lib/patch/create.js'
import { reversePatch } from 'diff/lib/patch/reverse.js'
import type { FileChange, HandWork } from './file-change.ts'
import type { WrittenChange } from './init-record.ts'

export interface UndoPlan {
  readonly changes: readonly FileChange[]
  readonly byHand: readonly HandWork[]
  /** What remains to be undone once the changes are made. */
  readonly left: readonly WrittenChange[]
}

/**
 * How what was written is taken back: a file that is as it was left becomes what it was before, to the
 * byte; one that was changed since loses our lines only.
 */
export function toUndoPlan(
  written: readonly WrittenChange[],
  readNow: (file: string) => string | undefined,
): UndoPlan {
  const now = new Map<string, string | undefined>()
  const byHand: HandWork[] = []
  const left: WrittenChange[] = []
  for (const change of written.toReversed()) {
    const { file } = change
    if (!now.has(file)) now.set(file, readNow(file))
    const current = now.get(file)
    const undone = toUndone(change, current)
    if (undone.ok) now.set(file, undone.text)
    else {
      left.unshift(change)
      byHand.push({
        file,
        reason: 'it was changed since, so take these lines out of',
        lines: toAddedLines(change),
      })
    }
  }
  const changes = [...now].flatMap(([file, after]): readonly FileChange[] => {
    const before = readNow(file)
    const why = after === undefined ? 'made by init' : 'as it was before init'
    return before === after ? [] : [{ file, before, after, why }]
  })
  return { changes, byHand, left }
}

type Undone = { readonly ok: true; readonly text: string | undefined } | { readonly ok: false }

function toUndone({ before, after }: WrittenChange, current: string | undefined): Undone {
  if (current === undefined || current === before) return { ok: true, text: current }
  if (current === after) return { ok: true, text: before }
  if (before === undefined) return { ok: false }
  // Our lines name themselves; what stands around them is free to change.
  const patch = reversePatch(structuredPatch('', '', before, after, '', '', { context: 0 }))
  const text = applyPatch(current, patch, { autoConvertLineEndings: false })
  return text === false ? { ok: false } : { ok: true, text }
}

function toAddedLines({ before, after }: WrittenChange): readonly string[] {
  const { hunks } = structuredPatch('', '', before ?? '', after, '', '', { context: 0 })
  return hunks
    .flatMap(({ lines }) => lines)
    .filter((line) => line.startsWith('+'))
    .map((line) => line.slice(1).replace(/\r$/, ''))
}
