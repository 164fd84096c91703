import type { VNode } from 'preact'
import type { EnvelopeSummary } from 'protocol'
import { EmptyState } from '../../component/empty-state.tsx'
import { NoMatch } from '../../component/no-match.tsx'
import { ListFrame } from '../../component/list-frame.tsx'
import { LevelGlyph } from '../../component/level-glyph.tsx'
import { ServiceName } from '../../component/service-name.tsx'
import { SortHead } from '../../component/sort-head.tsx'
import { useRowHeight } from '../../component/use-row-height.ts'
import { useSelection } from '../../component/use-selection.ts'
import { VirtualList } from '../../component/virtual-list.tsx'
import { useList } from '../../data/use-list.ts'
import { useHiddenCount } from '../../data/use-scoped.ts'
import type { ScopedQuery } from '../../data/use-scoped.ts'
import { toBytesText } from '../../format/byte-text.ts'
import { toExactClockText, toIsoText } from '../../format/clock-time.ts'
import { toCountText } from '../../format/number.ts'
import { isScoped, toScopedQuery } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import { toChannelWords } from './arrivals-model.ts'

const USUAL_SORT = '-time'

/** Everything that came in, byte for byte, the newest first. */
export function ArrivalsList({ query, scope, asked, setQuery }: ScopedQuery): VNode {
  const { navigation } = usePanel()
  const selection = useSelection('arrivals')
  const rowHeight = useRowHeight('one') + 4
  const { sort } = navigation.place.value.parameters
  const list = useList('envelopes', { query: asked, sort: sort ?? USUAL_SORT }, selection)
  const hidden = useHiddenCount('envelopes', { query, scope }, list.total)
  return (
    <ListFrame
      hidden={hidden}
      list={list}
      selection={selection}
      empty={
        query !== '' || isScoped(scope) ? (
          <NoMatch
            path="envelopes"
            what="arrivals"
            query={query}
            toAsked={(part) => toScopedQuery(part, scope)}
            onQuery={setQuery}
          />
        ) : (
          <EmptyState
            icon="download"
            title="Nothing has arrived"
            line={`dsn: 'http://footlight@${location.host}/1'`}
          >
            An SDK sends here with this DSN:
          </EmptyState>
        )
      }
    >
      <VirtualList
        label="Arrivals"
        class="fl-arrivals"
        memory="arrivals"
        items={list.items}
        toKey={({ id }) => id}
        rowHeight={rowHeight}
        rowClass={({ problems }) => (problems.length > 0 ? 'w' : '')}
        header={<Head sort={sort} onSort={(next) => navigation.set({ sort: next })} />}
        renderRow={(envelope) => <Cells envelope={envelope} />}
        selected={selection.selected}
        onSelect={selection.onSelect}
        onOpen={({ id }) =>
          navigation.go({ view: 'arrivals', id, parameters: navigation.place.value.parameters })
        }
        onEnd={list.loadMore}
        onTop={selection.onTop}
      />
    </ListFrame>
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
      <SortHead {...head} label="Time" field="time" />
      <span role="columnheader">Items</span>
      <span role="columnheader" class="c-svc">
        Service
      </span>
      <span role="columnheader" class="c-sdk">
        SDK
      </span>
      <span role="columnheader" class="c-by">
        By
      </span>
      <SortHead {...head} label="Size" field="size" class="fl-num" />
    </>
  )
}

function Cells({ envelope }: { readonly envelope: EnvelopeSummary }): VNode {
  const { receivedAt, itemTypes, format, service, sdk, channel, size, problems } = envelope
  const types = itemTypes.filter((type) => type !== '')
  return (
    <>
      <time role="gridcell" class="fl-mono s fl-3rd" dateTime={toIsoText(receivedAt)}>
        {toExactClockText(receivedAt)}
      </time>
      <span role="gridcell" class="fl-row t fl-cut">
        {problems.length === 0 ? null : (
          <span class="fl-row t t-warning">
            <LevelGlyph name="warning" />
            {toCountText(problems.length)}
          </span>
        )}
        <span class="fl-cut">{types.length === 0 ? format : types.join(', ')}</span>
      </span>
      <span role="gridcell" class="c-svc">
        {service === undefined ? null : <ServiceName name={service} />}
      </span>
      <span role="gridcell" class="c-sdk fl-mono s fl-2nd fl-cut">
        {sdk ?? ''}
      </span>
      <span role="gridcell" class="c-by fl-2nd">
        {toChannelWords(channel)}
      </span>
      <span role="gridcell" class="fl-num fl-2nd">
        {toBytesText(size)}
      </span>
    </>
  )
}
