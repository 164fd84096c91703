import { z } from 'zod'
import { momentShape, toMoment, toMomentText } from '../answer/moment.ts'
import { toName, toQuote } from '../answer/quoted.ts'
import { editShape, toEditFacts, toEditLines } from '../facts/edit-facts.ts'
import { toShortId } from '../facts/short-id.ts'
import { readSince } from '../question/query-parts.ts'
import { toTool } from '../tool.ts'
import type { Tool } from '../tool.ts'
import { readVerdict, verdicts } from '../verdict.ts'
import type { Verdict } from '../verdict.ts'

/** Between two looks while it waits for the path to run. */
const PAUSE = 250

export const verifyFix: Tool = toTool({
  name: 'verify_fix',
  title: 'Verify a fix',
  description:
    'Has this issue come back since the edit, and did its path (the route, job or page it happened in) run at all? fixed: it ran without it, and the issue is marked resolved; present: it came back; regressed: it had been resolved and came back; not_run: run the path again first; unknown: nothing tells whether it ran.',
  input: {
    id: z.string().min(4).max(64).describe('of search_issues'),
    since: z
      .string()
      .max(64)
      .optional()
      .describe('default: the last edit of a file of its stack, else the last edit'),
    wait: z
      .number()
      .min(0)
      .max(120)
      .optional()
      .describe('seconds to wait for the path to run (default 0)'),
    ran_again: z
      .boolean()
      .optional()
      .describe('you did again what led to it, after the edit: a click, a command'),
    keep_open: z.boolean().optional().describe('do not mark it resolved when it is fixed'),
  },
  output: {
    issue_id: z.string(),
    verdict: z.enum(verdicts),
    since: momentShape,
    last_seen: momentShape,
    path: z.string().optional().describe('what had to run'),
    runs: z.number().describe('how often it ran since'),
    edit: editShape.optional(),
    next: z.string(),
  },
  effect: 'changes',
  run: async ({ id, since, wait = 0, ran_again = false, keep_open = false }, reading) => {
    const from = since === undefined ? undefined : readSince(since, reading.now)
    const end = performance.now() + wait * 1000
    const question = { id, from, wasRun: ran_again }
    let state = await readVerdict(question, reading)
    while (state.verdict === 'not_run' && performance.now() < end && !reading.signal.aborted) {
      reading.progress('the path has not run yet')
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
      state = await readVerdict(question, reading)
    }
    const { verdict, issue, path, edit, runs } = state
    if (verdict === 'fixed' && !keep_open && issue.status !== 'resolved') {
      await reading.change('POST', `issues/${issue.id}`, { mark: 'resolve' })
    }
    const { now } = reading
    return (room) => {
      const known = path === undefined ? undefined : room.text(path, 200)
      const facts = {
        issue_id: toShortId(issue.id),
        verdict,
        since: toMoment(state.since, now),
        last_seen: toMoment(issue.lastSeen, now),
        path: known,
        runs,
        edit: edit && toEditFacts(edit, 0, room, now),
        next: toNext(verdict, known),
      }
      return {
        value: facts,
        lines: [
          `Issue ${facts.issue_id} ${toQuote(room.text(issue.title, 200))}: ${verdict}.`,
          `last seen ${toMomentText(facts.last_seen, now)}; looked at ${from === undefined && edit === undefined ? 'since then, because no edit is known' : `since ${toMomentText(facts.since, now)}`}; ${known === undefined ? 'its path is not known' : `${toName(known)} ran ${runs} times since`}.`,
          ...(facts.edit === undefined ? [] : toEditLines(facts.edit, now)),
          facts.next,
        ],
      }
    }
  },
})

function toNext(verdict: Verdict, path: string | undefined): string {
  switch (verdict) {
    case 'fixed':
      return 'It is fixed. If it comes back, it is told as regressed.'
    case 'present':
      return 'It is still there: get_issue shows its newest event, from after the edit.'
    case 'regressed':
      return 'It had been fixed and is back: list_edits shows what changed since.'
    case 'not_run':
      return `Run ${path === undefined ? 'what led to it' : toQuote(path)} again, then ask again (\`wait\` waits for it).`
    case 'unknown':
      return 'Nothing says whether what led to it (a click, a command) was done again. Do it again, then ask with `ran_again`.'
  }
}
