import { useEffect, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import type { Parameters, SeriesAnswer } from 'protocol'
import { toClockText, toDayClockText } from '../../format/clock-time.ts'
import { toCounted } from '../../format/number.ts'
import { usePanel } from '../../session/panel.ts'
import { toHistogram } from './histogram-model.ts'

export interface HistogramBarsProps {
  readonly query: string
  /** Asked again when it changes, but not more often than every so many milliseconds. */
  readonly revision: number
  readonly onRange: (from: number, to: number) => void
}

/** Counting a million lines takes a while: more often nobody could see it change. */
const PAUSE = 2000

/** How much was logged when. A bar narrows the list to its time. */
export function HistogramBars({ query, revision, onRange }: HistogramBarsProps): VNode | null {
  const answer = useCalm({ source: 'logs', stat: 'count()', group: 'level', query }, revision)
  const { clock } = usePanel()
  const { slots, interval, most } = toHistogram(answer)
  const [first] = slots
  const last = slots.at(-1)
  if (answer !== undefined && (first === undefined || last === undefined)) return null
  const now = clock.now.value
  return (
    <div class="fl-histogram" role="group" aria-label="Logs over time">
      <div class="bars">
        {slots.map(({ time, total, warnings, errors }) => {
          const words = `${toClockText(time)}: ${toCounted(total, 'log')}, ${toCounted(errors, 'error')}`
          return (
            <button
              key={time}
              type="button"
              tabIndex={-1}
              aria-label={words}
              title={words}
              onClick={() => onRange(time, time + interval)}
            >
              <i style={{ height: `${(total / most) * 100}%` }}>
                <i class="e" style={{ flexGrow: errors }} />
                <i class="w" style={{ flexGrow: warnings }} />
                <i style={{ flexGrow: Math.max(total - errors - warnings, 0) }} />
              </i>
            </button>
          )
        })}
      </div>
      <div class="ends" aria-hidden="true">
        <span>{first === undefined ? '' : toDayClockText(first.time, now)}</span>
        <span>{last === undefined ? '' : toDayClockText(last.time + interval, now)}</span>
      </div>
    </div>
  )
}

function useCalm(parameters: Parameters, revision: number): SeriesAnswer | undefined {
  const { client } = usePanel()
  const [answer, setAnswer] = useState<SeriesAnswer | undefined>(undefined)
  const [asked, setAsked] = useState({ query: '', revision: -1, at: 0 })
  const query = parameters['query'] ?? ''

  useEffect(() => {
    const isOther = query !== asked.query || asked.revision === -1
    const wait = isOther ? 0 : Math.max(asked.at + PAUSE - Date.now(), 0)
    const timer = setTimeout(() => setAsked({ query, revision, at: Date.now() }), wait)
    return () => clearTimeout(timer)
  }, [query, revision])

  useEffect(() => {
    if (asked.revision === -1) return undefined
    const stop = new AbortController()
    const ask = async (): Promise<void> => {
      const outcome = await client.ask('metrics/series', parameters, stop.signal)
      if (!stop.signal.aborted && outcome.ok) setAnswer(outcome.value)
    }
    void ask()
    return () => stop.abort()
  }, [asked.query, asked.revision])
  return answer
}
