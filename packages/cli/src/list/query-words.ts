import type { Command } from 'commander'
import { readDuration, readInstant } from 'protocol'
import { CommandFailure, exitCodes } from '../exit-code.ts'

export interface ListFlags {
  readonly limit?: string
  readonly since?: string
  readonly sort?: string
}

export function addListOptions(command: Command): Command {
  return command
    .option('-n, --limit <count>', 'how many (default: 50)')
    .option('--since <time>', '10m, 2h, or a date')
    .option('--sort <field>', 'with - before it the greatest come first')
}

/**
 * The query of a command line: its words as they stand. A shell has taken the quotes off what was
 * one word there: `message:"a b"` comes as `message:a b`.
 */
export function toQueryOf(words: readonly string[]): string {
  return words
    .map((word) => (/\s/.test(word) && words.length > 1 ? toQuotedWord(word) : word))
    .join(' ')
}

function toQuotedWord(word: string): string {
  const filter = /^(!?[\w.-]+:)([^"[(]*\s[^"]*)$/.exec(word)
  if (filter) return `${filter[1]}"${(filter[2] ?? '').replaceAll('"', '\\"')}"`
  return word
}

/** The query, and what came before a time left out. */
export function toSinceQuery(
  query: string,
  { since }: ListFlags,
  field: string,
  now: number,
): string {
  if (since === undefined) return query
  const term = `${field}:>=${readTimeFlag('--since', since, now)}`
  return query === '' ? term : `(${query}) ${term}`
}

export function readTimeFlag(flag: string, text: string, now: number): number {
  const instant = readInstant(text, now)
  if (instant !== undefined) return Math.floor(instant.at)
  throw new CommandFailure(
    exitCodes.usage,
    `${flag} ${text}: that is no time.`,
    'Write 10m, 2h, or a date as in 2026-11-20T10:00Z.',
  )
}

export function readDurationFlag(flag: string, text: string): number {
  const duration = readDuration(text)
  if (duration !== undefined) return duration
  throw new CommandFailure(
    exitCodes.usage,
    `${flag} ${text}: that is no time.`,
    'Write 500ms, 10s or 2m.',
  )
}

export function readLimitFlag({ limit }: ListFlags, standard: number): number {
  if (limit === undefined) return standard
  const count = Number(limit)
  if (Number.isInteger(count) && count >= 1 && count <= 5000) return count
  throw new CommandFailure(exitCodes.usage, `--limit ${limit}: a whole number from 1 to 5000.`)
}
