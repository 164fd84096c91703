import { z } from 'zod'
import { momentShape, toMoment, toMomentText } from '../answer/moment.ts'
import { toName, toPairsText, toQuote } from '../answer/quoted.ts'
import { toShortTraceId } from '../facts/short-id.ts'
import {
  listInput,
  listOutput,
  PAGE_LENGTH,
  toShownPage,
  toPageHead,
} from '../question/list-input.ts'
import { toQuery, toSinceTerm } from '../question/query-parts.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'

const findingShape = z.object({
  id: z.string(),
  detector: z.string(),
  title: z.string(),
  level: z.string(),
  when: momentShape,
  trace_id: z.string().optional(),
  span_ids: z.array(z.string()),
  evidence: z.record(z.string(), z.unknown()),
})

export const listFindings: Tool = toTool({
  name: 'list_findings',
  title: 'Findings',
  description:
    'What detectors saw in traces without anything being thrown: N+1 queries, slow queries, calls in a row that could be side by side, large payloads, hydration mismatches. With evidence and the spans.',
  input: {
    ...listInput,
    detector: z.string().max(100).optional(),
    trace_id: z.string().max(64).optional(),
  },
  output: { ...listOutput, findings: z.array(findingShape) },
  run: async (input, { ask, now }) => {
    const { query, detector, trace_id, since, limit = PAGE_LENGTH, cursor } = input
    const list = await ask('findings', {
      query: toQuery([
        query,
        detector && `detector:${detector}`,
        trace_id && `trace:${trace_id}*`,
        toSinceTerm('time', since, now),
      ]),
      limit,
      cursor,
    })
    return (room) => {
      const page = toShownPage(list, room)
      const findings = page.items.map((finding) => ({
        id: room.text(finding.id, 64),
        detector: room.text(finding.detector, 60),
        title: room.text(finding.title, 300),
        level: finding.level,
        when: toMoment(finding.time, now),
        trace_id: finding.traceId && toShortTraceId(finding.traceId),
        span_ids: finding.spanIds.slice(0, 3),
        evidence: Object.fromEntries(
          Object.entries(finding.evidence)
            .slice(0, 12)
            .map(([name, value]) => [room.text(name, 60), room.value(name, value, 240)]),
        ),
      }))
      return {
        value: { findings, total: page.total, next: page.next },
        lines: [
          toPageHead('findings', page),
          ...findings.map(
            ({ detector: name, title, when, trace_id: trace, evidence }) =>
              `- ${toName(name)} ${toQuote(title)}, ${toMomentText(when, now)}${trace === undefined ? '' : `, trace ${trace}`}; ${toPairsText(evidence)}`,
          ),
        ],
      }
    }
  },
})
