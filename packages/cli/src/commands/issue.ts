import type { Command } from 'commander'
import { readResolvedEvent } from 'client'
import type { Asker } from 'client'
import { toIssueBrief, toVisibleText } from 'protocol'
import type { EventItem, IssueDetail, SourceFrame } from 'protocol'
import { exitCodes } from '../exit-code.ts'
import { listLostFrames, toLostLines } from '../health/source-check.ts'
import { issueList } from '../list/issue-list.ts'
import { addFormatOptions, toFormat } from '../print/format.ts'
import type { FormatFlags } from '../print/format.ts'
import { toIssueReport } from '../print/issue-report.ts'
import { toJsonLine } from '../print/json-line.ts'
import { toLogfmtLine } from '../print/logfmt.ts'
import { readAnswer } from '../reach/answer.ts'
import { addReachOptions } from '../reach/reach.ts'
import type { ReachFlags } from '../reach/reach.ts'
import { runReading } from '../reach/run-command.ts'
import { toCutText } from '../terminal/display-width.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** Rows of the trace below the issue: where it was, not all of it. */
const TRACE_ROWS = 8
const LOG_LIMIT = 10

export function addIssueCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('issue')
    .argument('<id>', 'as `footlight issues` shows it')
    .description('what broke, where, what led there; --format md for an agent or a colleague')
  addReachOptions(addFormatOptions(command)).action((id: string, flags: ReachFlags & FormatFlags) =>
    runReading(terminal, flags, async ({ asker }) => {
      const issue = await readAnswer(asker, 'issues/:id', { id })
      const event = issue.event && (await readResolvedEvent(asker, issue.event))
      for (const line of await toLines(asker, { ...issue, event }, flags, terminal)) {
        terminal.print(line)
      }
      return exitCodes.done
    }),
  )
}

async function toLines(
  asker: Asker,
  issue: IssueDetail,
  flags: FormatFlags,
  terminal: Terminal,
): Promise<readonly string[]> {
  switch (toFormat(flags)) {
    case 'json':
      return [toJsonLine(issue)]
    case 'logfmt':
      return [toLogfmtLine(issueList.fields(issue))]
    case 'md':
      return [await toBrief(asker, issue)]
    case 'human':
      return [
        ...toIssueReport(issue, issue.event, terminal, Date.now()),
        ...(await toMissingLines(asker, issue.event, terminal)),
        ...(await toTraceExcerpt(asker, issue.event, terminal)),
      ]
  }
}

/** Why the failing line is not known better. The others of its stack lack the same. */
async function toMissingLines(
  asker: Asker,
  event: EventItem | undefined,
  { styles, width }: Terminal,
): Promise<readonly string[]> {
  const lost = event?.exceptions.length ? (await listLostFrames(asker, event)).at(-1) : undefined
  return (lost === undefined ? [] : toLostLines(lost))
    .map(toVisibleText)
    .map((line) => styles.warning(Number.isFinite(width) ? toCutText(line, width) : line))
}

async function toTraceExcerpt(
  { ask }: Asker,
  event: EventItem | undefined,
  terminal: Terminal,
): Promise<readonly string[]> {
  if (event?.traceId === undefined) return []
  const outcome = await ask('traces/:traceId', { traceId: event.traceId })
  // It may have been evicted: the issue is told without it.
  if (!outcome.ok || outcome.value.spans.length < 2) return []
  const { toTraceReport } = await import('../print/trace-report.ts')
  return ['', ...toTraceReport(outcome.value, terminal, { view: 'outline', rows: TRACE_ROWS })]
}

async function toBrief(asker: Asker, issue: IssueDetail): Promise<string> {
  const { event } = issue
  const traceId = event?.traceId
  const [trace, logs, stacks] = await Promise.all([
    traceId === undefined ? undefined : asker.ask('traces/:traceId', { traceId }),
    traceId === undefined
      ? undefined
      : asker.ask('logs', { query: `trace:${traceId}`, limit: String(LOG_LIMIT) }),
    event === undefined ? [] : readStacks(asker, event),
  ])
  return toIssueBrief({
    issue,
    event,
    stacks,
    logs: logs?.ok === true ? logs.value.items.toReversed() : [],
    spans: trace?.ok === true ? trace.value.spans : [],
    save: undefined,
  }).trimEnd()
}

function readStacks(
  { ask }: Asker,
  { id, exceptions }: EventItem,
): Promise<readonly (readonly SourceFrame[])[]> {
  return Promise.all(
    exceptions.map(async (_exception, at) => {
      const outcome = await ask('sources', { event: id, exception: String(at), colours: 'none' })
      return outcome.ok ? outcome.value.frames : []
    }),
  )
}
