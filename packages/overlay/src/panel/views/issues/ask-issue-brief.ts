import type { Client } from 'client'
import { toIssueBrief } from 'protocol'
import type { EventItem, IssueDetail, SourceFrame } from 'protocol'
import { toSavesQuery, toTellingSave } from './issue-model.ts'
import { toNearLogsQuery } from './near-logs-model.ts'

/** Everything an agent needs to mend it, gathered anew: what is on screen may be folded. */
export async function askIssueBrief(
  client: Pick<Client, 'ask'>,
  issue: IssueDetail,
  event: EventItem | undefined,
): Promise<string> {
  if (event === undefined) {
    return toIssueBrief({ issue, event, stacks: [], logs: [], spans: [], save: undefined })
  }
  const [stacks, logs, spans, saves] = await Promise.all([
    Promise.all(event.exceptions.map((_exception, index) => askStack(client, event.id, index))),
    client.ask('logs', { query: toNearLogsQuery(event), sort: '-time', limit: '10' }),
    event.traceId === undefined
      ? undefined
      : client.ask('spans', { query: `trace:${event.traceId}`, sort: 'start', limit: '500' }),
    client.ask('edits', toSavesQuery(issue, event)),
  ])
  return toIssueBrief({
    issue,
    event,
    stacks,
    logs: logs.ok ? logs.value.items.toReversed() : [],
    spans: spans?.ok === true ? spans.value.items : [],
    save: toTellingSave(issue, saves.ok ? saves.value.items : []),
  })
}

async function askStack(
  client: Pick<Client, 'ask'>,
  event: string,
  exception: number,
): Promise<readonly SourceFrame[]> {
  const parameters = { event, exception: String(exception), around: '3', colours: 'none' }
  const outcome = await client.ask('sources', parameters)
  return outcome.ok ? outcome.value.frames : []
}
