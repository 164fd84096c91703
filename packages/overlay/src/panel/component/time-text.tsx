import type { VNode } from 'preact'
import { toDayClockText, toIsoText } from '../format/clock-time.ts'
import { toAgeText } from '../format/duration.ts'
import { usePanel } from '../session/panel.ts'

/** How long ago, counted on; the exact time is in the title. */
export function Age({ time }: { readonly time: number }): VNode {
  const { clock } = usePanel()
  return (
    <time dateTime={toIsoText(time)} title={toIsoText(time)}>
      {toAgeText(clock.now.value - time)}
    </time>
  )
}

/** The time on the clock. */
export function ClockTime({ time }: { readonly time: number }): VNode {
  const { clock } = usePanel()
  return (
    <time dateTime={toIsoText(time)} title={toIsoText(time)}>
      {toDayClockText(time, clock.now.value)}
    </time>
  )
}
