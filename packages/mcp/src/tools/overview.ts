import { z } from 'zod'
import type { List } from 'protocol'
import { momentShape, toMoment, toMomentText } from '../answer/moment.ts'
import { toName, toQuote } from '../answer/quoted.ts'
import { editShape, toEditFacts, toEditLines } from '../facts/edit-facts.ts'
import { issueShape, toIssueFacts, toIssueLines } from '../facts/issue-facts.ts'
import { toTraceFacts, toTraceLine, traceShape } from '../facts/trace-facts.ts'
import { ToolFailure, toToolFailure } from '../tool-failure.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

const none: List<never> = { items: [], next: null, total: 0, isTotalExact: true }

/** What is broken or slow now is what happened within this time. */
const RECENT = 15 * 60_000

export const overview: Tool = toTool({
  name: 'get_overview',
  title: 'Overview',
  description:
    'Start here. What runs, what the user pointed at for you, what is broken now, what is slow, what was edited last, and what could not be taken in.',
  input: {},
  output: {
    project: z.string(),
    counts: z.record(z.string(), z.number()),
    runs: z.array(z.object({ command: z.string(), started: momentShape, running: z.boolean() })),
    pointed: z
      .array(
        z.object({
          what: z.string(),
          id: z.string(),
          title: z.string().optional(),
          note: z.string().optional(),
          when: momentShape,
        }),
      )
      .describe('what the user wants you to look at'),
    build_errors: z.array(
      z.object({ message: z.string(), place: z.string().optional(), when: momentShape }),
    ),
    issues: z.array(issueShape).describe('unresolved, newest first'),
    issue_total: z.number(),
    slow: z.array(traceShape),
    edits: z.array(editShape),
    lost: z.array(z.string()),
    notices: z.array(z.string()),
  },
  run: async (_input, reading) => {
    const { ask, now } = reading
    const recent = Math.floor(now - RECENT)
    const [health, runs, pointed, builds, issues, slow, edits] = await Promise.all([
      ask('health'),
      orNone(ask('runs', { limit: 4 })),
      orNone(ask('pointed')),
      orNone(ask('builds', { limit: 3, query: `time:>=${recent}` })),
      ask('issues', { query: 'is:unresolved', limit: 12, sort: '-last_seen' }),
      ask('traces', { query: `start:>=${recent}`, limit: 3, sort: '-duration' }),
      orNone(ask('edits', { limit: 5 })),
    ])
    return (room) => {
      const facts = {
        project: room.text(health.root, 200),
        counts: Object.fromEntries(
          room.list(toCounts(health.counts), 12, (left) => `${left} more kinds`),
        ),
        runs: room
          .list(runs.items, 4, (left) => `${left} earlier runs`)
          .map((run) => ({
            command: room.text(run.command, 120),
            started: toMoment(run.time, now),
            running: run.endTime === undefined,
          })),
        pointed: room
          .list(pointed.items, 10, (left) => `${left} more things the user pointed at`)
          .map((entry) => ({
            what: entry.what,
            id: entry.id,
            title: entry.title === undefined ? undefined : room.text(entry.title, 160),
            note: entry.note === undefined ? undefined : room.text(entry.note, 500),
            when: toMoment(entry.time, now),
          })),
        build_errors: room
          .list(builds.items, 3, (left) => `${left} more build errors`)
          .map((error) => ({
            message: room.text(error.message, 400),
            place:
              error.file === undefined
                ? undefined
                : room.text(`${error.file}:${error.line ?? ''}`, 160),
            when: toMoment(error.time, now),
          })),
        issues: room
          .list(issues.items, 12, (left) => `${left} more issues: search_issues`)
          .map((issue) => toIssueFacts(issue, room, now)),
        issue_total: issues.total,
        slow: room
          .list(slow.items, 3, (left) => `${left} more slow traces: search_traces`)
          .map((trace) => toTraceFacts(trace, room, now)),
        edits: room
          .list(edits.items, 5, (left) => `${left} more edits: list_edits`)
          .map((edit) => toEditFacts(edit, 0, room, now)),
        lost: room
          .list(health.lost, 5, (left) => `${left} more losses`)
          .map(({ by, reason, category, quantity }) =>
            room.text(`${quantity} ${category} (${by}: ${reason})`, 160),
          ),
        notices: room
          .list(health.notices.toReversed(), 3, (left) => `${left} earlier notices`)
          .map(({ text, fix }) => room.text(fix === undefined ? text : `${text} ${fix}`, 300)),
      }
      return { value: facts, lines: toLines(facts, now) }
    }
  },
})

interface OverviewFacts {
  readonly project: string
  readonly counts: Readonly<Record<string, number>>
  readonly runs: readonly { command: string; started: Moment; running: boolean }[]
  readonly pointed: readonly {
    what: string
    id: string
    title: string | undefined
    note: string | undefined
    when: Moment
  }[]
  readonly build_errors: readonly { message: string; place: string | undefined; when: Moment }[]
  readonly issues: readonly ReturnType<typeof toIssueFacts>[]
  readonly issue_total: number
  readonly slow: readonly ReturnType<typeof toTraceFacts>[]
  readonly edits: readonly ReturnType<typeof toEditFacts>[]
  readonly lost: readonly string[]
  readonly notices: readonly string[]
}

type Moment = ReturnType<typeof toMoment>

function toLines(facts: OverviewFacts, now: number): readonly string[] {
  const { counts, runs, pointed, build_errors, issues, issue_total, slow, edits } = facts
  return [
    `Project ${toQuote(facts.project)}: ${
      Object.entries(counts)
        .map(([name, count]) => `${count} ${name}`)
        .join(', ') || 'nothing came yet'
    }.`,
    ...runs.map(
      ({ command, started, running }) =>
        `${running ? 'runs' : 'ended'}: ${toQuote(command)}, since ${toMomentText(started, now)}`,
    ),
    ...(pointed.length === 0 ? [] : ['The user points at:']),
    ...pointed.map(
      ({ what, id, title, note, when }) =>
        `- ${what} ${toName(id)}${title === undefined ? '' : ` ${toQuote(title)}`}${note === undefined ? '' : `, saying ${toQuote(note)}`}, ${toMomentText(when, now)}`,
    ),
    ...build_errors.map(
      ({ message, place, when }) =>
        `build error${place === undefined ? '' : ` at ${toName(place)}`}, ${toMomentText(when, now)}: ${toQuote(message)}`,
    ),
    issue_total === 0 ? 'No unresolved issues.' : `${issue_total} unresolved issues (get_issue):`,
    ...issues.flatMap((issue) => toIssueLines(issue, now)),
    ...(slow.length === 0 ? [] : ['Slowest of the last 15 minutes (get_trace):']),
    ...slow.map((trace) => `- ${toTraceLine(trace, now)}`),
    ...(edits.length === 0 ? [] : ['Last edits (list_edits):']),
    ...edits.flatMap((edit) => toEditLines(edit, now)),
    ...facts.lost.map((loss) => `not here: ${toQuote(loss)}`),
    ...facts.notices.map((notice) => `notice: ${toQuote(notice)}`),
  ]
}

/** The greatest first; what never came is not worth a word. */
function toCounts(
  counts: Readonly<Record<string, number>>,
): readonly (readonly [string, number])[] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a)
}

/** An older sidecar does not know every list. */
async function orNone<T>(asked: Promise<List<T>>): Promise<List<T>> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ToolFailure && error.failure.code === 'path') return none
    throw error instanceof ToolFailure ? error : toToolFailure(String(error))
  }
}
