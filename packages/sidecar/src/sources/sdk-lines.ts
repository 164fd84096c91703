import type { SourceLines } from 'protocol'
import { lineOf, toCutExcerpt } from './source-text.ts'
import type { Excerpt, SourceText } from './source-text.ts'

/** The lines an SDK sent with a frame, as an excerpt. */
export function toSdkExcerpt(
  context: SourceLines | undefined,
  line: number | undefined,
  column: number | undefined,
  around: number,
): Excerpt | undefined {
  if (!context) return undefined
  const before = context.before.slice(Math.max(0, context.before.length - around))
  const lines = [...before, context.line, ...context.after.slice(0, around)]
  const first = Math.max(1, (line ?? 1) - before.length)
  return toCutExcerpt(first, lines, before.length, column)
}

/**
 * Whether a file still says what ran: `undefined` where the SDK sent no line. SDKs trim lines and cut
 * long ones, and mark the cut (`{snip}` in JavaScript, `...` in Python).
 */
export function isUnchanged(
  source: SourceText,
  line: number | undefined,
  context: SourceLines | undefined,
): boolean | undefined {
  if (!context || line === undefined) return undefined
  const found = lineOf(source, line)?.trim()
  const whole = context.line.trim()
  const sent = withoutCuts(whole)
  return sent === whole ? found === sent : found?.includes(sent) === true
}

function withoutCuts(line: string): string {
  let text = line.replaceAll('{snip}', '').trim()
  if (text.startsWith('...')) text = text.slice(3)
  if (text.endsWith('...')) text = text.slice(0, -3)
  return text
}
