import { toDecisionText } from 'protocol'
import { z } from 'zod'
import { toClock, toIso } from '../answer/moment.ts'
import { toQuote } from '../answer/quoted.ts'
import { toShortId } from '../facts/short-id.ts'
import { toTraceFacts, toTraceLine, traceShape } from '../facts/trace-facts.ts'
import { toTraceRowLine, toTraceRows, traceRowShape, traceViews } from '../facts/trace-row.ts'
import type { TraceReading } from '../facts/trace-row.ts'
import { toToolFailure } from '../tool-failure.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

export const getTrace: Tool = toTool({
  name: 'get_trace',
  title: 'Get a trace',
  description:
    'The tree of one trace in the order of time: failing and slow spans first where there is no room for all; loops are one row ("150x"). `span_id` shows what is below one span, with its attributes; `view` critical_path what the trace waited for, slowest where the time went. Also its errors and logs.',
  input: {
    id: z.string().min(1).max(64).describe('of search_traces; the first digits will do'),
    span_id: z.string().min(1).max(64).optional().describe('only what is below this span'),
    view: z.enum(traceViews).optional(),
  },
  output: {
    trace: traceShape,
    view: z.string(),
    spans: z.array(traceRowShape),
    errors: z.array(
      z.object({
        event_id: z.string(),
        issue_id: z.string(),
        title: z.string(),
        span_id: z.string().optional(),
      }),
    ),
    logs: z.array(z.object({ at: z.string(), level: z.string(), body: z.string() })),
    findings: z.array(z.string()),
    missing: z.number().describe('spans named as parents that never came'),
    sampling: z
      .string()
      .optional()
      .describe('what the SDK decided about it, and who inherited that'),
  },
  run: async ({ id, span_id, view = 'outline' }, { ask, now }) => {
    const trace = await ask('traces/:traceId', { traceId: id })
    if (span_id !== undefined && !trace.spans.some(({ spanId }) => spanId.startsWith(span_id))) {
      throw toToolFailure(
        `The trace has no span ${span_id}.`,
        'Take a span_id of get_trace without `span_id`.',
      )
    }
    return (room) => {
      const facts = toTraceFacts(trace, room, now)
      const spans = toTraceRows(trace, view, span_id, room)
      const errors = room
        .list(
          trace.errors,
          10,
          (left) => `${left} more errors: search_issues {"query":"trace:${facts.id}"}`,
        )
        .map((event) => ({
          event_id: event.id,
          issue_id: toShortId(event.issueId),
          title: room.text(event.title, 200),
          span_id: event.spanId && toShortId(event.spanId),
        }))
      const logs = room
        .list(
          span_id === undefined ? trace.logs : [],
          12,
          (left) => `${left} more logs: search_logs {"query":"trace:${facts.id}"}`,
        )
        .map(({ time, level, body }) => ({ at: toIso(time), level, body: room.text(body, 160) }))
      const findings = room
        .list(
          trace.findings,
          8,
          (left) => `${left} more findings: list_findings {"trace_id":"${facts.id}"}`,
        )
        .map(({ title }) => room.text(title, 160))
      const { missing, services } = trace
      const sampling = trace.sampling && room.text(toDecisionText(trace.sampling, services), 300)
      return {
        value: {
          trace: facts,
          view,
          spans,
          errors,
          logs,
          findings,
          missing: missing.length,
          sampling,
        },
        lines: [
          toTraceLine(facts, now),
          ...(sampling === undefined ? [] : [toQuote(sampling)]),
          toViewHead(view),
          ...spans.map(toTraceRowLine),
          ...errors.map(
            ({ event_id, issue_id, title, span_id: at }) =>
              `error ${toQuote(title)} issue ${issue_id}, event ${event_id}${at === undefined ? '' : `, span ${at}`}`,
          ),
          ...findings.map((title) => `finding ${toQuote(title)}`),
          ...logs.map(({ at, level, body }) => `log ${toClock(at, now)} ${level} ${toQuote(body)}`),
          ...(missing.length > 0 ? [`${missing.length} parent spans never came.`] : []),
        ],
      }
    }
  },
})

function toViewHead(view: TraceReading): string {
  switch (view) {
    case 'outline':
      return 'span, op, name, duration (start after the beginning, own time):'
    case 'critical_path':
      return 'What the trace waited for, in order of time; nothing else makes it faster:'
    case 'slowest':
      return 'Most own time first:'
  }
}
