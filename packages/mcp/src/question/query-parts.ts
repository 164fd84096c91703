import { readInstant } from 'protocol'
import { toToolFailure } from '../tool-failure.ts'

/** A query made of what the agent wrote and of what it asked for by name. */
export function toQuery(parts: readonly (string | undefined)[]): string {
  const said = parts.filter((part) => part !== undefined && part.trim() !== '')
  if (said.length === 1) return said[0] ?? ''
  // What stands beside an OR would belong to its last term alone.
  return said.map((part) => (/\sor\s/i.test(part ?? '') ? `(${part})` : part)).join(' ')
}

/** `field:>=…` of a stretch of time (`10m`) or of a date. */
export function toSinceTerm(
  field: string,
  since: string | undefined,
  now: number,
): string | undefined {
  if (since === undefined || since === '') return undefined
  return `${field}:>=${readSince(since, now)}`
}

export function readSince(since: string, now: number): number {
  const instant = readInstant(since, now)
  if (instant !== undefined) return Math.floor(instant.at)
  throw toToolFailure(
    `"${since.slice(0, 40)}" is no time.`,
    'Write a stretch back from now ("10m", "2h"), a date ("2026-11-20T10:00:00Z"), or milliseconds since the epoch.',
  )
}

/** What contains these words, wherever they stand in the field. */
export function toContainsTerm(field: string, words: string | undefined): string | undefined {
  if (words === undefined || words === '') return undefined
  return `${field}:"*${toEscaped(words)}*"`
}

/** What any text field contains, of a record or of one below it. */
export function toWordsTerm(words: string | undefined): string | undefined {
  return words === undefined || words === '' ? undefined : `"${toEscaped(words)}"`
}

function toEscaped(words: string): string {
  return words.replace(/[\\"*]/g, (character) => `\\${character}`)
}
