import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'

interface Prompt {
  readonly title: string
  readonly description: string
  /** What the person may name. */
  readonly argument: { readonly name: string; readonly description: string }
  readonly toText: (about: string | undefined) => string
}

/** The jobs that come again and again, each as the way through the tools. */
const prompts: Readonly<Record<string, Prompt>> = {
  why_did_it_break: {
    title: 'Why did it break?',
    description: 'Finds the cause of an error with its evidence, and proposes a fix.',
    argument: {
      name: 'issue',
      description: 'an issue id, an error message, or nothing: the newest',
    },
    toText: (
      about,
    ) => `Find out why ${about === undefined ? 'the newest unresolved issue' : `"${about}"`} happens.

1. ${about === undefined ? 'get_overview, and take the newest unresolved issue' : 'get_issue if that is an id, else search_issues with it as keyword'}.
2. get_issue: read message, failing line, locals and breadcrumbs. Who made the bad value?
3. get_trace of its trace: what ran before it, in which service, and what failed first.
4. list_edits: was one of the files saved just before it was first seen?
5. get_source where you need more code than the frame shows.
6. Say the cause with its evidence (values, lines, times). If the evidence does not decide it, say what would.
7. Fix the cause, not the symptom. Then let the path run again and call verify_fix.`,
  },
  why_is_it_slow: {
    title: 'Why is it slow?',
    description: 'Finds where the time of a page, route or job goes.',
    argument: { name: 'what', description: 'a route, page or trace id, or nothing: the slowest' },
    toText: (
      about,
    ) => `Find out why ${about === undefined ? 'the slowest recent trace' : `"${about}"`} is slow.

1. search_traces ${about === undefined ? '{"sort":"-duration"}' : `{"name":"${about}","sort":"-duration"}`} (or get_trace if that is an id). Take a slow one and a usual one.
2. get_trace with view critical_path: what did it wait for? Then view slowest: where is the own time?
3. list_findings for it: N+1, slow queries, calls in a row.
4. aggregate over spans of the same name: is it always so (p50), or sometimes (p95)? Since which edit?
5. Say what costs how many milliseconds of how many, and what would be saved. Change that only.
6. Let it run again and compare the same numbers, before and after.`,
  },
  did_my_fix_work: {
    title: 'Did my fix work?',
    description: 'Checks that an issue is gone because it was fixed, and not because nothing ran.',
    argument: { name: 'issue', description: 'an issue id, or nothing: those of the last edits' },
    toText: (
      about,
    ) => `Check whether ${about === undefined ? 'the last edits fixed the issues they were for' : `issue ${about} is fixed`}.

1. list_edits: what was changed, and when.
2. Let the path of the issue run again: the request it happened in, the page, the test.
3. verify_fix${about === undefined ? ' for each unresolved issue of the edited files' : ` {"id":"${about}","wait":20}`}. not_run means that step 2 did not reach it.
4. search_issues {"since":"10m","sort":"-first_seen"}: did the edit break something else?
5. Say for each issue: fixed, still present or not shown to have run, and how you know.`,
  },
}

export function registerPrompts(server: McpServer): void {
  for (const [name, { title, description, argument, toText }] of Object.entries(prompts)) {
    const argsSchema = {
      [argument.name]: z.string().max(300).optional().describe(argument.description),
    }
    server.registerPrompt(name, { title, description, argsSchema }, (given) => {
      const about = given[argument.name]?.trim()
      const text = toText(about === '' ? undefined : about?.replace(/["\n\r]/g, ' '))
      return { messages: [{ role: 'user', content: { type: 'text', text } }] }
    })
  }
}
