import { useEffect, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import type { ConnectionState } from 'client'
import { Button } from '../component/button.tsx'
import { PasteLine } from '../component/empty-state.tsx'
import { toClockText } from '../format/clock-time.ts'
import { usePanel } from '../session/panel.ts'

/** Short breaks, as of a restart, are nothing to tell. */
const PATIENCE = 1200

/** Says when what is shown is no longer live, why, and what mends it. */
export function ConnectionBanner({ state }: { readonly state: ConnectionState }): VNode | null {
  const { client } = usePanel()
  const [since, setSince] = useState<number | undefined>(undefined)
  const isAway = state === 'lost' || state === 'refused'
  useEffect(() => {
    if (!isAway) {
      setSince(undefined)
      return undefined
    }
    const at = Date.now()
    const timer = setTimeout(() => setSince(at), PATIENCE)
    return () => clearTimeout(timer)
  }, [isAway])
  if (!isAway || since === undefined) return null
  return (
    <div class="fl-banner error" role="alert">
      <span class="fl-grow">
        {state === 'refused'
          ? 'The sidecar does not take this tab’s token. Open the link that it printed, or print it again: '
          : `The sidecar stopped answering at ${toClockText(since)}. What you see is from before; it goes on by itself once it is back: `}
      </span>
      <PasteLine line="npx footlight" />
      <Button label="Try now" isSmall onClick={() => client.retry()} />
    </div>
  )
}
