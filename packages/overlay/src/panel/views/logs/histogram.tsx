import { useEffect, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import type { EditRecord, Identified, Parameters, SeriesAnswer } from 'protocol'
import { toClockText, toDayClockText } from '../../format/clock-time.ts'
import { toCounted } from '../../format/number.ts'
import { usePanel } from '../../session/panel.ts'
import { toPlaceText } from '../../shell/place-text.ts'
import { toAxisTimes, toHistogram, toHistogramEdits } from './histogram-model.ts'

export interface HistogramBarsProps {
  readonly query: string
  /** Asked again when it changes, but not more often than every so many milliseconds. */
  readonly revision: number
  readonly edits: readonly Identified<EditRecord>[]
  readonly onRange: (from: number, to: number) => void
}

/** Counting a million lines takes a while: more often nobody could see it change. */
const PAUSE = 2000

/** How much was logged when. A bar narrows the list to its time. */
export function HistogramBars(props: HistogramBarsProps): VNode | null {
  const { query, revision, edits, onRange } = props
  const answer = useCalm({ source: 'logs', stat: 'count()', group: 'level', query }, revision)
  const { clock } = usePanel()
  const histogram = toHistogram(answer)
  const { slots, interval, most } = histogram
  if (answer !== undefined && slots.length === 0) return null
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
      <div class="saves">
        {toHistogramEdits(histogram, edits).map(({ id, at, edit, isNamed }) => (
          <span
            key={id}
            class={at > 0.5 ? 'save before' : 'save'}
            style={{ left: `${at * 100}%` }}
            title={`${toClockText(edit.time)} you saved ${toPlaceText(edit)}`}
          >
            {isNamed ? toPlaceText(edit) : null}
          </span>
        ))}
      </div>
      <div class="times" aria-hidden="true">
        {toAxisTimes(histogram).map((time) => (
          <span key={time}>{toDayClockText(time, now)}</span>
        ))}
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
