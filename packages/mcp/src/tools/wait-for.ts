import { z } from 'zod'
import type { EventItem, Issue, List, LogItem, SpanItem, TraceSummary } from 'protocol'
import { toDurationWords } from '../answer/moment.ts'
import { toQuote } from '../answer/quoted.ts'
import type { Room } from '../answer/room.ts'
import { toIssueFacts, toIssueLines } from '../facts/issue-facts.ts'
import { toLogFacts, toLogLine } from '../facts/log-facts.ts'
import { toShortId } from '../facts/short-id.ts'
import { toSpanFacts, toSpanText } from '../facts/span-facts.ts'
import { toTraceFacts, toTraceLine } from '../facts/trace-facts.ts'
import { readSince, toQuery } from '../question/query-parts.ts'
import type { AskedFields, Reading } from '../reading.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

const lists = ['events', 'issues', 'logs', 'spans', 'traces'] as const

type ListName = (typeof lists)[number]

/** The sidecar is asked again after so long, so that the agent hears that it still waits. */
const TURN = 5000

/** What was done just before the call is waited for too. */
const LEAD = 10_000

export const waitFor: Tool = toTool({
  name: 'wait_for',
  title: 'Wait for something to happen',
  description:
    'After you triggered something (a request, a test, a click): answers as soon as a record matches, or when time is up. Records of the 10 seconds before the call count too, so trigger first and wait then.',
  input: {
    list: z.enum(lists).optional().describe('default: events (errors and messages)'),
    query: z.string().max(10_000).optional(),
    timeout: z.number().min(0).max(300).optional().describe('seconds (default 20)'),
    since: z.string().max(64).optional().describe('default: 10s before the call'),
  },
  output: {
    matched: z.boolean(),
    total: z.number(),
    waited_ms: z.number(),
    matches: z.array(z.object({ id: z.string(), text: z.string() })),
  },
  run: async ({ list = 'events', query, timeout = 20, since }, reading) => {
    const from = since === undefined ? reading.now - LEAD : readSince(since, reading.now)
    const question = {
      query: toQuery([query, `${timeFields[list]}:>=${Math.floor(from)}`]),
      limit: 5,
    }
    const start = performance.now()
    const found = await readUntil(list, question, timeout * 1000, reading)
    const waited = Math.round(performance.now() - start)
    const { now } = reading
    return (room) => {
      const matches = found.toMatches(room, now)
      const { total } = found
      const what = query === undefined ? list : `${list} with ${toQuote(room.text(query, 200))}`
      return {
        value: { matched: total > 0, total, waited_ms: waited, matches },
        lines: [
          total > 0
            ? `${total} ${what} after ${toDurationWords(waited)}:`
            : `No ${what} in ${toDurationWords(waited)}. Nothing was sent, or the query asks for something else: try without it.`,
          ...matches.map(({ text }) => text),
        ],
      }
    }
  },
})

const timeFields: Readonly<Record<ListName, string>> = {
  events: 'time',
  issues: 'last_seen',
  logs: 'time',
  spans: 'time',
  traces: 'start',
}

interface Match {
  readonly id: string
  readonly text: string
}

interface Found {
  readonly total: number
  readonly toMatches: (room: Room, now: number) => Match[]
}

async function readUntil(
  list: ListName,
  question: AskedFields,
  timeout: number,
  reading: Reading,
): Promise<Found> {
  const end = performance.now() + timeout
  for (;;) {
    const left = Math.max(end - performance.now(), 0)
    const found = await read[list]({ ...question, wait: Math.min(left, TURN) }, reading)
    if (found.total > 0 || performance.now() >= end || reading.signal.aborted) return found
    reading.progress(`nothing yet, ${Math.ceil((end - performance.now()) / 1000)} s left`)
  }
}

const read: Readonly<
  Record<ListName, (question: AskedFields, reading: Reading) => Promise<Found>>
> = {
  events: async (question, { ask }) => toFound(await ask('events', question), toEventMatch),
  issues: async (question, { ask }) => toFound(await ask('issues', question), toIssueMatch),
  logs: async (question, { ask }) => toFound(await ask('logs', question), toLogMatch),
  spans: async (question, { ask }) => toFound(await ask('spans', question), toSpanMatch),
  traces: async (question, { ask }) => toFound(await ask('traces', question), toTraceMatch),
}

function toFound<T>(
  { items, total }: List<T>,
  toMatch: (item: T, room: Room, now: number) => Match,
): Found {
  return { total, toMatches: (room, now) => items.map((item) => toMatch(item, room, now)) }
}

function toEventMatch(event: EventItem, room: Room): Match {
  const title = toQuote(room.text(event.title, 300))
  return {
    id: event.id,
    text: `- ${event.level} ${title}, issue ${toShortId(event.issueId)}, event ${event.id}`,
  }
}

function toIssueMatch(issue: Issue, room: Room, now: number): Match {
  const facts = toIssueFacts(issue, room, now)
  return { id: facts.id, text: toIssueLines(facts, now).join('\n') }
}

function toLogMatch(log: LogItem, room: Room, now: number): Match {
  const facts = toLogFacts(log, 6, room, now)
  return { id: facts.id, text: `- ${toLogLine(facts, now)}` }
}

function toSpanMatch(span: SpanItem, room: Room, now: number): Match {
  const facts = toSpanFacts(span, 6, room, now)
  return { id: facts.id, text: `- ${toSpanText(facts, now)}` }
}

function toTraceMatch(trace: TraceSummary, room: Room, now: number): Match {
  const facts = toTraceFacts(trace, room, now)
  return { id: facts.id, text: `- ${toTraceLine(facts, now)}` }
}
