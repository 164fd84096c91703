import type { VNode } from 'preact'
import type { ConnectionState } from 'client'
import { AgentPresence } from '../agent/agent-presence.tsx'
import { Icon } from '../component/icon.tsx'
import { useLive } from '../data/use-live.ts'
import { toBytesText } from '../format/byte-text.ts'
import { toClockText } from '../format/clock-time.ts'
import { toDurationText } from '../format/duration.ts'
import { toCountText } from '../format/number.ts'
import { KeyCaps } from '../keys/key-caps.tsx'
import { usePanel } from '../session/panel.ts'
import { toPlaceText } from './place-text.ts'

const words: Readonly<Record<ConnectionState, readonly [string, string]>> = {
  idle: ['wait', 'Connecting'],
  connecting: ['wait', 'Connecting'],
  open: ['', 'Live'],
  lost: ['off', 'Offline'],
  refused: ['off', 'Not let in'],
  closed: ['off', 'Closed'],
}

/** Connection, what was kept here, the last save, and what we cost. */
export function Foot({ onKeys }: { readonly onKeys: () => void }): VNode {
  const { connection, host } = usePanel()
  const [dot, word] = words[connection.value]
  const edits = useLive('edits', { limit: '1', sort: '-time' })
  const arrivals = useLive('envelopes', { limit: '0' })
  const edit = edits.value?.items[0]
  const kept = arrivals.value?.total
  const cost = host.facts.value?.cost
  return (
    <footer class="fl-foot">
      <span role="status">
        <i class={`fl-dot ${dot}`} />
        <b>{word}</b>
      </span>
      {kept === undefined ? null : (
        <span class="wide">
          Kept here <b>{toCountText(kept)}</b> {kept === 1 ? 'arrival' : 'arrivals'}
        </span>
      )}
      {edit === undefined ? null : (
        <span class="t-you">
          <Icon name="edit" size="xs" />
          {toPlaceText(edit)} saved {toClockText(edit.time)}
        </span>
      )}
      <AgentPresence />
      {cost === undefined ? null : (
        <span class="fl-push wide">
          Footlight on this page: {toDurationText(cost.scriptTime)} · {toBytesText(cost.bytes)}
        </span>
      )}
      <button type="button" class={cost === undefined ? 'fl-push wide' : 'wide'} onClick={onKeys}>
        <KeyCaps keys="?" /> keys
      </button>
    </footer>
  )
}
