/** The failing line and those around it, as text. */
export interface Excerpt {
  /** Number of the first line shown, from 1. */
  readonly first: number
  readonly lines: readonly string[]
  /** Index of the failing line in `lines`. */
  readonly failing: number
  /** Characters of the failing line left out before what is shown: bundles have lines of megabytes. */
  readonly cut: number
}

/** Text with the places where its lines begin, so that an excerpt costs nothing. */
export interface SourceText {
  readonly text: string
  readonly starts: Uint32Array
}

const LINE_LIMIT = 2000

const carriageReturn = 13
const newline = 10

export function toSourceText(text: string): SourceText {
  const starts = new Uint32Array(countLines(text))
  let count = 1
  for (let at = 0; at < text.length; at++) {
    if (isLineEnd(text, at)) starts[count++] = at + 1
  }
  return { text, starts }
}

function countLines(text: string): number {
  let count = 1
  for (let at = 0; at < text.length; at++) if (isLineEnd(text, at)) count++
  return count
}

/** A `\r\n` ends where its `\n` is. */
function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code === newline) return true
  return code === carriageReturn && text.charCodeAt(at + 1) !== newline
}

/** A line from 1 on without its end; `undefined` past the last. */
export function lineOf({ text, starts }: SourceText, line: number): string | undefined {
  const start = starts[line - 1]
  if (start === undefined) return undefined
  let end = starts[line] ?? text.length
  if (end > start && text.charCodeAt(end - 1) === newline) end--
  if (end > start && text.charCodeAt(end - 1) === carriageReturn) end--
  return text.slice(start, end)
}

export function toExcerpt(
  source: SourceText,
  line: number,
  column: number | undefined,
  around: number,
): Excerpt | undefined {
  if (!Number.isInteger(line) || line < 1 || line > source.starts.length) return undefined
  const first = Math.max(1, line - around)
  const last = Math.min(source.starts.length, line + around)
  const lines: string[] = []
  for (let at = first; at <= last; at++) lines.push(lineOf(source, at) ?? '')
  return toCutExcerpt(first, lines, line - first, column)
}

/** Cuts lines that are too long; the failing one around its column. */
export function toCutExcerpt(
  first: number,
  lines: readonly string[],
  failing: number,
  column: number | undefined,
): Excerpt {
  const length = lines[failing]?.length ?? 0
  const middle = Math.min(column ?? 0, length) - LINE_LIMIT / 2
  const cut = length > LINE_LIMIT ? Math.max(0, Math.min(middle, length - LINE_LIMIT)) : 0
  return {
    first,
    lines: lines.map((text, index) => {
      const start = index === failing ? cut : 0
      return text.slice(start, start + LINE_LIMIT)
    }),
    failing,
    cut,
  }
}
