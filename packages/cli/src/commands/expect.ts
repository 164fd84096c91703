import { Option } from 'commander'
import type { Command } from 'commander'
import type { Asker } from 'client'
import { readDuration } from 'protocol'
import { CommandFailure, exitCodes } from '../exit-code.ts'
import type { ExitCode } from '../exit-code.ts'
import { findMatches, matchLists } from '../list/matches.ts'
import type { MatchList, Matches } from '../list/matches.ts'
import { readDurationFlag, readTimeFlag, toQueryOf } from '../list/query-words.ts'
import { addFormatOptions, toFormat } from '../print/format.ts'
import type { FormatFlags } from '../print/format.ts'
import { toTailText } from '../print/tail-line.ts'
import { readAnswer } from '../reach/answer.ts'
import { addReachOptions } from '../reach/reach.ts'
import type { ReachFlags } from '../reach/reach.ts'
import { runReading } from '../reach/run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { toBriefDuration } from '../terminal/time-text.ts'

interface ExpectFlags extends ReachFlags, FormatFlags {
  readonly list?: MatchList
  readonly since?: string
  readonly within: string
  readonly none?: boolean
  readonly min?: string
  readonly max?: string
  readonly p50?: string
  readonly p95?: string
  readonly p99?: string
}

const percentiles = ['p50', 'p95', 'p99'] as const

/** Between two looks while it does not hold yet. */
const PAUSE = 200

export function addExpectCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('expect')
    .argument('<query...>', 'level:error, or op:http.server name:*checkout*')
    .description('hold what happened to an expectation, for CI: exit code 0 if so, 1 if not')
    .addOption(
      new Option('--list <list>', 'where to look (default: events, logs and spans)').choices(
        matchLists,
      ),
    )
    .option('--none', 'nothing matches')
    .option('--min <count>', 'at least so many match')
    .option('--max <count>', 'at most so many match')
    .option('--p50 <limit>', 'of the duration of spans: "<200ms"')
    .option('--p95 <limit>', 'the same')
    .option('--p99 <limit>', 'the same')
    .option('--since <time>', 'only what came since: 10m, or a date')
    .option('--within <time>', 'how long it may take until it holds', '0s')
  addReachOptions(addFormatOptions(command)).action(
    (words: readonly string[], flags: ExpectFlags) =>
      runReading(terminal, flags, async ({ asker }) => {
        const checks = toChecks(toQueryOf(words), flags)
        const end = performance.now() + readDurationFlag('--within', flags.within)
        await settle(asker)
        for (;;) {
          const failure = await findFailure(asker, checks)
          if (failure === undefined) return exitCodes.done
          if (performance.now() >= end) return tell(failure, flags, terminal)
          await new Promise((resolve) => setTimeout(resolve, PAUSE))
        }
      }),
  )
}

/** Why an expectation does not hold. */
interface Unmet {
  readonly words: string
  readonly matches: Matches | undefined
}

type Check = (asker: Asker) => Promise<Unmet | undefined>

function toChecks(query: string, flags: ExpectFlags): readonly Check[] {
  const { list, none, min, max } = flags
  const since =
    flags.since === undefined ? undefined : readTimeFlag('--since', flags.since, Date.now())
  const lists = list === undefined ? undefined : [list]
  const least = min === undefined ? undefined : readCountFlag('--min', min)
  const most = none === true ? 0 : max === undefined ? undefined : readCountFlag('--max', max)
  const limits = percentiles.flatMap((name) => {
    const text = flags[name]
    return text === undefined ? [] : [{ name, ...readLimit(`--${name}`, text) }]
  })
  if (least === undefined && most === undefined && limits.length === 0) {
    throw new CommandFailure(
      exitCodes.usage,
      'Expected is what?',
      'Say --none, --min 1, --max 5, or --p95 "<200ms".',
    )
  }
  const count: Check = async (asker) => {
    const matches = await findMatches(asker, { lists, query, since, wait: 0 })
    const { total } = matches
    if (least !== undefined && total < least)
      return { words: `expected at least ${least}, found ${total}: ${query}`, matches: undefined }
    if (most !== undefined && total > most)
      return {
        words: `expected ${most === 0 ? 'none' : `at most ${most}`}, found ${total}: ${query}`,
        matches,
      }
    return undefined
  }
  const measure = limits.map(({ name, isBelow, limit }): Check => async (asker) => {
    const term = since === undefined ? '' : ` time:>=${since}`
    const { rows } = await readAnswer(asker, 'stats', {
      source: 'spans',
      query: term === '' ? query : `(${query})${term}`,
      stat: `${name}(duration)`,
    })
    const value = Object.values(rows[0]?.values ?? {})[0]
    if (value === undefined || value === null)
      return { words: `no span matches: ${query}`, matches: undefined }
    if (isBelow ? value < limit : value > limit) return undefined
    const sign = isBelow ? 'below' : 'above'
    return {
      words: `expected ${name} ${sign} ${toBriefDuration(limit)}, found ${toBriefDuration(value)}: ${query}`,
      matches: undefined,
    }
  })
  return least === undefined && most === undefined ? measure : [count, ...measure]
}

async function findFailure(asker: Asker, checks: readonly Check[]): Promise<Unmet | undefined> {
  for (const check of checks) {
    const failure = await check(asker)
    if (failure !== undefined) return failure
  }
  return undefined
}

/** What was answered to SDKs is in the lists a moment later. */
async function settle(asker: Asker): Promise<void> {
  const end = performance.now() + 5000
  while ((await readAnswer(asker, 'health')).backlog > 0 && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function tell({ words, matches }: Unmet, flags: ExpectFlags, terminal: Terminal): ExitCode {
  for (const entry of matches?.entries ?? []) {
    terminal.print(toTailText(entry, toFormat(flags), terminal))
  }
  terminal.complain(words)
  return exitCodes.unmet
}

function readCountFlag(flag: string, text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 0) return count
  throw new CommandFailure(exitCodes.usage, `${flag} ${text}: a whole number from 0 on.`)
}

function readLimit(
  flag: string,
  text: string,
): { readonly isBelow: boolean; readonly limit: number } {
  const [, sign = '<', rest = ''] = /^\s*([<>]?)=?\s*(.*)$/.exec(text) ?? []
  const limit = readDuration(rest.trim())
  if (limit !== undefined) return { isBelow: sign !== '>', limit }
  throw new CommandFailure(
    exitCodes.usage,
    `${flag} ${text}: that is no limit.`,
    'Write "<200ms" or "<1.5s", with the quotes: a shell takes < for itself.',
  )
}
