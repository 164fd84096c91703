import type { Command } from 'commander'
import { exitCodes } from '../exit-code.ts'
import { toQueryOf } from '../list/query-words.ts'
import { everyTailKind, tailKinds, usualTailKinds } from '../list/tail-kinds.ts'
import { addFormatOptions, toFormat } from '../print/format.ts'
import type { FormatFlags } from '../print/format.ts'
import { toTailText } from '../print/tail-line.ts'
import { addReachOptions } from '../reach/reach.ts'
import type { ReachFlags } from '../reach/reach.ts'
import { runReading } from '../reach/run-command.ts'
import { createFollower } from '../list/follower.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface TailFlags extends ReachFlags, FormatFlags {
  readonly lines: string
}

export function addTailCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('tail')
    .argument(
      '[words...]',
      `what to follow (${Object.keys(tailKinds).join(', ')}, everything), then a query`,
    )
    .description('print what arrives, as it arrives, over restarts')
    .option('-n, --lines <count>', 'how many of before', '10')
  addReachOptions(addFormatOptions(command)).action((words: readonly string[], flags: TailFlags) =>
    runReading(
      terminal,
      flags,
      async (reach) => {
        const { kinds, query } = readWords(words)
        const format = toFormat(flags)
        const follower = createFollower({
          kinds,
          query,
          backlog: Math.max(Number(flags.lines) || 0, 0),
          onEntry: (entry) => terminal.print(toTailText(entry, format, terminal)),
          onNote: (note) => terminal.complain(terminal.styles.dim(note)),
        })
        if (reach.isOwn)
          terminal.complain(terminal.styles.dim(`Listening on ${reach.address.url}.`))
        // Commands that only ask need no socket: what one takes to load, they would wait for.
        const { createLiveLink } = await import('../reach/live-link.ts')
        const link = createLiveLink(reach, flags, follower.follow)
        const failure = await Promise.race([follower.failed, untilInterrupted()])
        link.close()
        if (failure !== undefined) throw failure
        return exitCodes.done
      },
      { isListening: true },
    ),
  )
}

/** Names of kinds come first; everything from the first other word on is the query. */
function readWords(words: readonly string[]): {
  readonly kinds: readonly string[]
  readonly query: string
} {
  const end = words.findIndex((word) => !isKindWord(word))
  const named = end === -1 ? words : words.slice(0, end)
  const query = end === -1 ? '' : toQueryOf(words.slice(end))
  if (named.some((word) => EVERYTHING.has(word))) return { kinds: everyTailKind, query }
  const kinds = [...new Set(named.map(toKindName))]
  return { kinds: kinds.length === 0 ? usualTailKinds : kinds, query }
}

const EVERYTHING: ReadonlySet<string> = new Set(['everything', 'all', '*'])

function toKindName(word: string): string {
  return word === 'events' ? 'errors' : word
}

function isKindWord(word: string): boolean {
  return EVERYTHING.has(word) || Object.hasOwn(tailKinds, toKindName(word))
}

function untilInterrupted(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve(undefined))
    }
  })
}
