import type { PanelTarget } from 'protocol'
import type { Panel } from '../session/panel.ts'

/** "Look at this": the next overview of every agent has it. */
export async function pointAgents(
  { client, toasts }: Panel,
  target: PanelTarget & { readonly title: string },
): Promise<void> {
  const outcome = await client.change('POST', 'pointed', target)
  if (outcome.ok) toasts.say('Agents find it in their next overview')
  else toasts.complain(outcome.failure.message)
}
