import type { VNode } from 'preact'
import { Button } from '../component/button.tsx'
import { useAnswer } from '../data/use-answer.ts'
import { toBytesText } from '../format/byte-text.ts'
import { usePanel } from '../session/panel.ts'
import { toLeaving } from '../../leaving-host.ts'

/** Says once that a production project gets what happens here, which most people do not want. */
export function LeavingBanner(): VNode | null {
  const { navigation, preferences } = usePanel()
  const { knownHosts } = preferences
  const leaving = toLeaving(useAnswer('quota', {}).value, knownHosts.value)
  if (leaving === undefined) return null
  const { host, policy, sentBytes } = leaving
  const quota = { view: 'arrivals', id: undefined, parameters: { part: 'quota' } } as const
  return (
    <div class="fl-banner warning" role="status">
      <span class="fl-grow">
        <b class="fl-mono">{host}</b> gets what this app sends, {toBytesText(sentBytes)} so far: the
        guard is set to <b class="fl-mono">{policy}</b>. With <b class="fl-mono">keep</b> nothing
        leaves.
      </span>
      <Button label="Quota" isSmall onClick={() => navigation.go(quota)} />
      <Button
        label="It is meant"
        isSmall
        onClick={() => {
          knownHosts.value = [...knownHosts.value, host].slice(-50)
        }}
      />
    </div>
  )
}
