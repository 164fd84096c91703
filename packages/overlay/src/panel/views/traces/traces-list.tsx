import type { VNode } from 'preact'
import type { TraceSummary } from 'protocol'
import { EmptyState } from '../../component/empty-state.tsx'
import { LevelGlyph } from '../../component/level-glyph.tsx'
import { NoMatch } from '../../component/no-match.tsx'
import { ListFrame } from '../../component/list-frame.tsx'
import { ServiceName } from '../../component/service-name.tsx'
import { SortHead } from '../../component/sort-head.tsx'
import { Age } from '../../component/time-text.tsx'
import { useRowHeight } from '../../component/use-row-height.ts'
import { useSelection } from '../../component/use-selection.ts'
import { VirtualList } from '../../component/virtual-list.tsx'
import { useList } from '../../data/use-list.ts'
import { useHiddenCount, useScopedQuery } from '../../data/use-scoped.ts'
import { toDurationText } from '../../format/duration.ts'
import { toCounted, toCountText } from '../../format/number.ts'
import { GroupField } from '../../query/group-field.tsx'
import { QueryBar } from '../../query/query-bar.tsx'
import { withTerm } from '../../query/with-term.ts'
import { isScoped, toScopedQuery } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import { toSpanTone } from '../../span/span-tone.ts'
import { isFailed, toShortName } from '../../span/span-words.ts'
import { TraceGroups } from './trace-groups.tsx'
import { toLongest, toTraceOrigin, tracesVocabulary } from './traces-model.ts'

const USUAL_SORT = '-time'

/** Everything that was done, the newest first; each as long as it took. */
export function TracesList(): VNode {
  const { navigation } = usePanel()
  const { parameters } = navigation.place.value
  const { query, scope, asked, setQuery } = useScopedQuery()
  const selection = useSelection('traces')
  const { group } = parameters
  const sort = group === undefined ? parameters['sort'] : undefined
  const list = useList('traces', { query: asked, sort: sort ?? USUAL_SORT }, selection)
  const hidden = useHiddenCount('traces', { query, scope }, list.total)
  const rowHeight = useRowHeight('two')
  const longest = toLongest(list.items)
  const setSort = (next: string | undefined): void => navigation.set({ sort: next })

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
        <GroupField
          source="spans"
          first={['name', 'op', 'status', 'service']}
          group={group}
          onGroup={(next) => navigation.set({ group: next, sort: undefined })}
        />
      </div>
      {group === undefined ? (
        <ListFrame
          hidden={hidden}
          list={list}
          selection={selection}
          empty={
            query !== '' || isScoped(scope) ? (
              <NoMatch
                path="traces"
                what="traces"
                query={query}
                toAsked={(part) => toScopedQuery(part, scope)}
                onQuery={setQuery}
              />
            ) : (
              <NoTraces />
            )
          }
        >
          <VirtualList
            label="Traces"
            class="fl-traces"
            memory="traces"
            items={list.items}
            toKey={({ traceId }) => traceId}
            rowHeight={rowHeight}
            header={<Head sort={sort} onSort={setSort} />}
            renderRow={(trace) => <TraceCells trace={trace} longest={longest} />}
            selected={selection.selected}
            onSelect={selection.onSelect}
            onOpen={({ traceId }) => navigation.go({ view: 'traces', id: traceId, parameters })}
            onEnd={list.loadMore}
            onTop={selection.onTop}
          />
        </ListFrame>
      ) : (
        <TraceGroups
          query={asked}
          group={group}
          sort={parameters['sort']}
          onSort={setSort}
          onFilter={(term) =>
            navigation.set({ query: withTerm(query, term), group: undefined, sort: undefined })
          }
        />
      )}
    </>
  )
}

interface HeadProps {
  readonly sort: string | undefined
  readonly onSort: (sort: string | undefined) => void
}

function Head(props: HeadProps): VNode {
  const head = { ...props, usual: USUAL_SORT }
  return (
    <>
      <span role="columnheader">Trace</span>
      <SortHead {...head} label="Spans" field="span_count" class="fl-num c-count" />
      <SortHead {...head} label="Duration" field="duration" class="c-took" />
      <SortHead {...head} label="Age" field="time" class="fl-num" />
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

function NoTraces(): VNode {
  return (
    <EmptyState icon="layers" title="No traces yet" line="tracesSampleRate: 1">
      Load a page of your app. With a Sentry SDK, its options need:
    </EmptyState>
  )
}
