import { toLiteral } from './scan.ts'

/**
 * A text with wildcards: what stands between the stars, in lower case, without escapes. One
 * segment is a text without a star; `*a*b` is `['', 'a', 'b']`. Made of plain pieces, so that SQL
 * prints it as LIKE with its own escapes.
 */
export interface Pattern {
  readonly segments: readonly string[]
}

const ESCAPED_OR_STARS = /\\[\\"*]|\*+/g

export function readPattern(raw: string): Pattern {
  if (!raw.includes('*')) return { segments: [toFolded(toLiteral(raw))] }
  const segments: string[] = []
  let start = 0
  for (const { 0: found, index } of raw.matchAll(ESCAPED_OR_STARS)) {
    if (found.startsWith('\\')) continue
    segments.push(toFolded(toLiteral(raw.slice(start, index))))
    start = index + found.length
  }
  segments.push(toFolded(toLiteral(raw.slice(start))))
  return { segments }
}

/** The pattern anywhere in a text. */
export function toContaining({ segments }: Pattern): Pattern {
  const first = segments[0] === '' ? [] : ['']
  const last = segments.length > 1 && segments.at(-1) === '' ? [] : ['']
  return { segments: [...first, ...segments, ...last] }
}

/**
 * Whether the pattern is all of the text. Taking each segment where it comes first never needs to
 * go back: a later place would leave less text for the others.
 */
export function matchesPattern({ segments }: Pattern, text: string): boolean {
  const folded = toFolded(text)
  const [first = '', ...rest] = segments
  const last = rest.pop()
  if (last === undefined) return folded === first
  if (!folded.startsWith(first) || !folded.endsWith(last)) return false
  const end = folded.length - last.length
  let at = first.length
  for (const segment of rest) {
    const found = folded.indexOf(segment, at)
    if (found === -1) return false
    at = found + segment.length
  }
  return at <= end
}

/**
 * ASCII letters in lower case, the others as they are: what LIKE and NOCASE of SQLite do, and it
 * keeps lengths, which full lower-casing does not ("İ").
 */
export function toFolded(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
