import { toVisibleLines, toVisibleText } from '../visible-text.ts'

/** Text of telemetry as code within a line: it can neither end it nor begin anything else. */
export function toInlineCode(text: string, limit = 300): string {
  const visible = toCut(toVisibleText(text), limit)
  if (visible === '') return ''
  const fence = '`'.repeat(longestRun(visible) + 1)
  const pad = visible.startsWith('`') || visible.endsWith('`') ? ' ' : ''
  return fence + pad + visible + pad + fence
}

/** Lines of telemetry as a block that nothing in them can end. */
export function toFenced(text: string, language = '', limit = 4000): string {
  const visible = toCut(toVisibleLines(text).trimEnd(), limit)
  const fence = '`'.repeat(Math.max(longestRun(visible) + 1, 3))
  return `${fence}${language}\n${visible}\n${fence}`
}

function toCut(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text
}

function longestRun(text: string): number {
  let longest = 0
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  return longest
}
