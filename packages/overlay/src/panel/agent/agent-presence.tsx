import type { VNode } from 'preact'
import { Icon } from '../component/icon.tsx'
import { Age } from '../component/time-text.tsx'
import { useLive } from '../data/use-live.ts'
import { usePanel } from '../session/panel.ts'
import { toAgentWords, toPresent } from './agent-words.ts'

/** What a coding agent has just read or done, while it is at work. */
export function AgentPresence(): VNode | null {
  const { clock } = usePanel()
  const agents = useLive('agents', {})
  const action = toPresent(agents.value?.items ?? [], clock.now.value)
  if (action === undefined) return null
  return (
    <span class="wide" title={action.about}>
      <Icon name="spark" size="xs" />
      <span class="fl-cut">{toAgentWords(action)}</span> <Age time={action.time} />
    </span>
  )
}
