import type { Hunk } from './record/own.ts'

/** Where a save is: hunks begin with lines that did not change. */
export function toFirstChangedLine(hunks: readonly Hunk[]): number | undefined {
  const [hunk] = hunks
  if (hunk === undefined) return undefined
  return (
    hunk.newStart +
    Math.max(
      hunk.lines.findIndex((line) => !line.startsWith(' ')),
      0,
    )
  )
}
