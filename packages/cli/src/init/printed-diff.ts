import { structuredPatch } from 'diff/lib/patch/create.js'
import { toVisibleText } from 'protocol'
import type { Styles } from '../terminal/styles.ts'
import type { FileChange } from './file-change.ts'

/** A change as `git diff` shows it. What a file says is shown and not obeyed. */
export function toPrintedDiff(
  { file, before, after, why }: FileChange,
  { strong, dim, accent, good, bad }: Styles,
): readonly string[] {
  const name = toVisibleText(file)
  const { hunks } = structuredPatch('', '', before ?? '', after ?? '', '', '', { context: 3 })
  return [
    `${strong(name)}${dim(`  ${why}`)}`,
    bad(`--- ${before === undefined ? '/dev/null' : `a/${name}`}`),
    good(`+++ ${after === undefined ? '/dev/null' : `b/${name}`}`),
    ...hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
      accent(`@@ -${toRange(oldStart, oldLines)} +${toRange(newStart, newLines)} @@`),
      ...lines.map((line) => toPrintedLine(line)),
    ]),
  ]

  function toPrintedLine(line: string): string {
    // The end of a line of Windows, and the mark before a file, are no news.
    const text = line
      .slice(1)
      .replace(/\r$/, '')
      .replace(/^\uFEFF/, '')
      .replaceAll('\t', '    ')
    const shown = `${line.slice(0, 1)}${toVisibleText(text)}`
    if (line.startsWith('+')) return good(shown)
    if (line.startsWith('-')) return bad(shown)
    return line.startsWith('\\') ? dim(shown) : shown
  }
}

/** Nothing stands after the line before it. */
function toRange(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`
}
