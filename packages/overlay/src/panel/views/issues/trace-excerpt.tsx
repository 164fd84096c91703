import type { VNode } from 'preact'
import type { EventItem } from 'protocol'
import { toSpanTone } from '../../span/span-tone.ts'
import { isFailed } from '../../span/span-words.ts'
import { useLive } from '../../data/use-live.ts'
import { toDurationText } from '../../format/duration.ts'
import { readScope } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import { toTraceExcerpt } from './trace-excerpt-model.ts'

const LIMIT = '500'

/** Where in its trace the error happened. */
export function TraceExcerpt({ event }: { readonly event: EventItem }): VNode | null {
  const { navigation } = usePanel()
  const { traceId, spanId } = event
  const spans = useLive(
    'spans',
    traceId === undefined ? undefined : { query: `trace:${traceId}`, limit: LIMIT, sort: 'start' },
  )
  const rows = toTraceExcerpt(spans.value?.items ?? [], spanId)
  if (traceId === undefined || rows.length === 0) return null
  const { parameters } = navigation.place.value
  const target = { view: 'traces', id: traceId, parameters: readScope(parameters) } as const
  return (
    <section>
      <h2 class="fl-h2">
        Trace <span class="fl-mono s fl-3rd fl-reg">{traceId.slice(0, 8)}</span>
        <a
          class="fl-link fl-push fl-12 fl-reg"
          href={navigation.toAddress(target)}
          onClick={(click) => {
            click.preventDefault()
            navigation.go(target)
          }}
        >
          Open trace
        </a>
      </h2>
      {rows.map(({ span, depth, start, width, isFailing }) => (
        <div key={span.spanId} class={`fl-mini o-${toSpanTone(span.op)}`}>
          <span class="fl-row t fl-cut" style={{ paddingLeft: `${Math.min(depth, 6) * 8}px` }}>
            <i class="fl-sw" />
            <span class={isFailing ? 'fl-cut t-error' : 'fl-cut'} title={span.name}>
              {span.name}
            </span>
          </span>
          <div class="fl-tr">
            <i
              class={isFailing || isFailed(span) ? 'fl-bar fail' : 'fl-bar'}
              style={{ '--s': start, '--w': width }}
            />
          </div>
          <span class="fl-num">{toDurationText(span.duration)}</span>
        </div>
      ))}
    </section>
  )
}
