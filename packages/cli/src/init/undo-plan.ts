import { structuredPatch } from 'diff/lib/patch/create.js'
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
  return withoutOurs(current, toHunks(before, after))
}

interface Hunk {
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/** Nothing of what stands around our lines: they name themselves, and that is free to change. */
function toHunks(before: string, after: string): readonly Hunk[] {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 0 })
  return hunks.map(({ lines }) => ({
    removed: lines.filter((line) => line.startsWith('-')).map((line) => line.slice(1)),
    added: lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1)),
  }))
}

/** Only where it is certain which lines are ours: as many stand there as were written. */
function withoutOurs(current: string, hunks: readonly Hunk[]): Undone {
  const lines = current.split('\n')
  for (const [at, { removed, added }] of hunks.entries()) {
    const same = hunks.slice(at).filter((hunk) => isSame(hunk.added, added))
    const places = lines.flatMap((_line, place) =>
      isSame(lines.slice(place, place + added.length), added) ? [place] : [],
    )
    const [place] = places
    if (place === undefined || added.length === 0 || places.length !== same.length) {
      return { ok: false }
    }
    lines.splice(place, added.length, ...removed)
  }
  return { ok: true, text: lines.join('\n') }
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((line, at) => line === others[at])
}

function toAddedLines({ before, after }: WrittenChange): readonly string[] {
  return toHunks(before ?? '', after).flatMap(({ added }) =>
    added.map((line) => line.replace(/\r$/, '')),
  )
}
