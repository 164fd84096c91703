import type { AgentAction, PanelTarget, PanelThing } from 'protocol'
import type { Place } from '../place/place.ts'
import type { ViewName } from '../place/view-name.ts'

/** What an agent did longer ago is over. */
const PRESENCE = 5 * 60_000

/** The last thing an agent did, while it is at work. */
export function toPresent(actions: readonly AgentAction[], now: number): AgentAction | undefined {
  const [last] = actions
  return last !== undefined && now - last.time < PRESENCE ? last : undefined
}

/** Tools in words of ours; a new one is told by its name. */
const verbs: Readonly<Record<string, string>> = {
  get_overview: 'looked around',
  search_issues: 'searched issues',
  get_issue: 'read issue',
  get_event: 'read event',
  search_traces: 'searched traces',
  get_trace: 'read trace',
  search_spans: 'searched spans',
  search_logs: 'searched logs',
  aggregate: 'counted',
  get_metrics: 'read metrics',
  get_source: 'read source',
  list_findings: 'read findings',
  list_edits: 'read edits',
  list_attributes: 'read attributes',
  query_sql: 'asked with SQL',
  wait_for: 'waits for',
  verify_fix: 'checks the fix of',
  show_to_user: 'shows you',
  clear: 'forgot',
}

/** `Claude Code read issue 3f2a91bc`. */
export function toAgentWords({ agent, tool, about, show }: AgentAction): string {
  const verb = Object.hasOwn(verbs, tool) ? verbs[tool] : tool
  const what = show === undefined ? about : `${show.what} ${show.id.slice(0, 8)}`
  return [agent, verb, what].filter((word) => word !== undefined && word !== '').join(' ')
}

const viewOfThing: Readonly<Record<PanelThing, ViewName>> = {
  issue: 'issues',
  event: 'issues',
  trace: 'traces',
  span: 'traces',
  log: 'logs',
  page: 'pages',
  edit: 'pages',
}

/** Where in the panel it is: by its own address, or by a query that finds it. */
export function toShownPlace({ what, id }: PanelTarget): Place {
  const view = viewOfThing[what]
  if (what === 'issue' || what === 'trace') return { view, id, parameters: {} }
  const key = what === 'event' ? 'id' : `${what}_id`
  const isFound = what === 'event' || what === 'span'
  const parameters: Place['parameters'] = isFound ? { query: `${key}:${id}` } : {}
  return { view, id: undefined, parameters }
}
