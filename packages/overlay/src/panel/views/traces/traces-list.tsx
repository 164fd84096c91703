import type { VNode } from 'preact'
import type { TraceSummary } from 'protocol'
import { EmptyState } from '../../component/empty-state.tsx'
import { LevelGlyph } from '../../component/level-glyph.tsx'
import { ListFrame } from '../../component/list-frame.tsx'
import { ServiceName } from '../../component/service-name.tsx'
import { Age } from '../../component/time-text.tsx'
import { useSelection } from '../../component/use-selection.ts'
import { VirtualList } from '../../component/virtual-list.tsx'
import { useList } from '../../data/use-list.ts'
import { useHiddenCount, useScopedQuery } from '../../data/use-scoped.ts'
import { toDurationText } from '../../format/duration.ts'
import { toCounted, toCountText } from '../../format/number.ts'
import { QueryBar } from '../../query/query-bar.tsx'
import { isScoped } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import { toSpanTone } from '../../span/span-tone.ts'
import { isFailed, toShortName } from '../../span/span-words.ts'
import { toLongest, toTraceOrigin, tracesVocabulary } from './traces-model.ts'

/** Everything that was done, the newest first; each as long as it took. */
export function TracesList(): VNode {
  const { navigation } = usePanel()
  const { parameters } = navigation.place.value
  const { query, scope, asked, setQuery } = useScopedQuery()
  const selection = useSelection('traces')
  const sort = parameters['sort']
  const list = useList(
    'traces',
    sort === undefined ? { query: asked } : { query: asked, sort },
    selection,
  )
  const hidden = useHiddenCount('traces', { query, scope }, list.total)
  const longest = toLongest(list.items)
  const toSorted = (next: string | undefined): void => navigation.set({ sort: next })

  return (
    <>
      <div class="fl-head">
        <h1 class="fl-hide">Traces</h1>
        <QueryBar
          vocabulary={tracesVocabulary}
          query={query}
          onQuery={setQuery}
          counts={toCountText(list.total)}
          failure={list.failure}
        />
      </div>
      <ListFrame
        hidden={hidden}
        waiting={list.waiting}
        onLatest={() => {
          selection.onSelect(undefined)
          list.showLatest()
        }}
        isLoading={list.isLoading}
        isStale={list.isStale}
        failure={list.failure}
        isEmpty={list.items.length === 0}
        empty={<NoTraces isNarrowed={query !== '' || isScoped(scope)} />}
      >
        <VirtualList
          label="Traces"
          class="fl-traces"
          memory="traces"
          items={list.items}
          toKey={({ traceId }) => traceId}
          rowHeight={44}
          header={<Head sort={sort} onSort={toSorted} />}
          renderRow={(trace) => <TraceCells trace={trace} longest={longest} />}
          selected={selection.selected}
          onSelect={selection.onSelect}
          onOpen={({ traceId }) => navigation.go({ view: 'traces', id: traceId, parameters })}
          onEnd={list.loadMore}
          onTop={selection.onTop}
        />
      </ListFrame>
    </>
  )
}

interface HeadProps {
  readonly sort: string | undefined
  readonly onSort: (sort: string | undefined) => void
}

function Head({ sort, onSort }: HeadProps): VNode {
  const isByDuration = sort === '-duration'
  return (
    <>
      <span role="columnheader">Trace</span>
      <span role="columnheader" class="fl-num c-count">
        Spans
      </span>
      <span role="columnheader" class={isByDuration ? 'sort' : ''}>
        <button
          type="button"
          class="fl-sort"
          aria-pressed={isByDuration}
          title={isByDuration ? 'Newest first' : 'Slowest first'}
          onClick={() => onSort(isByDuration ? undefined : '-duration')}
        >
          Duration{isByDuration ? ' ↓' : ''}
        </button>
      </span>
      <span role="columnheader" class={isByDuration ? 'fl-num' : 'fl-num sort'}>
        Age
      </span>
    </>
  )
}

interface TraceCellsProps {
  readonly trace: TraceSummary
  readonly longest: number
}

function TraceCells({ trace, longest }: TraceCellsProps): VNode {
  const { name, op, duration, spanCount, errorCount, logCount, services, start } = trace
  const tone = toSpanTone(op)
  return (
    <>
      <div class="what" role="gridcell">
        <div>
          <i class={`fl-sw o-${tone}`} />
          <span class={isFailed(trace) ? 'fl-cut ty t-error' : 'fl-cut ty'}>
            {name === '' ? 'Trace without a root' : toShortName(name)}
          </span>
        </div>
        <div class="s2">
          <span>{toTraceOrigin(trace)}</span>
          {services.slice(0, 3).map((service) => (
            <ServiceName key={service} name={service} />
          ))}
          {services.length > 3 ? <span>+{services.length - 3}</span> : null}
          {errorCount === 0 ? null : (
            <span class="fl-row t t-error">
              <LevelGlyph name="error" />
              {toCountText(errorCount)}
            </span>
          )}
          {logCount === 0 ? null : <span class="c-logs">{toCounted(logCount, 'log')}</span>}
        </div>
      </div>
      <span role="gridcell" class="fl-num fl-12 fl-2nd c-count">
        {toCountText(spanCount)}
      </span>
      <span role="gridcell" class={`c-bar o-${isFailed(trace) ? 'error' : tone}`}>
        <span class="fl-num">{toDurationText(duration)}</span>
        <i style={{ width: `${Math.min((duration / longest) * 100, 100)}%` }} />
      </span>
      <span role="gridcell" class="fl-num fl-12 fl-2nd">
        <Age time={start} />
      </span>
    </>
  )
}

function NoTraces({ isNarrowed }: { readonly isNarrowed: boolean }): VNode {
  if (isNarrowed) {
    return (
      <EmptyState icon="layers" title="No trace matches">
        Take a part of the filter or of the scope away to see more.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon="layers" title="No traces yet" line="tracesSampleRate: 1">
      Load a page of your app. With a Sentry SDK, its options need:
    </EmptyState>
  )
}
