import { useMemo } from 'preact/hooks'
import type { VNode } from 'preact'
import { Button } from '../../component/button.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { LevelGlyph } from '../../component/level-glyph.tsx'
import { ListFrame } from '../../component/list-frame.tsx'
import { Age } from '../../component/time-text.tsx'
import { useRowHeight } from '../../component/use-row-height.ts'
import { useSelection } from '../../component/use-selection.ts'
import { VirtualList } from '../../component/virtual-list.tsx'
import { useList } from '../../data/use-list.ts'
import { useHiddenCount } from '../../data/use-scoped.ts'
import { toDurationText } from '../../format/duration.ts'
import { toCounted } from '../../format/number.ts'
import { useKeys } from '../../keys/use-keys.ts'
import { readScope, toScopedQuery } from '../../scope/scope.ts'
import type { PanelScope } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import { toPageSummary } from './page-summary.ts'
import { toPagePath } from './which-page.ts'
import type { PageItem } from './which-page.ts'

const PAGE_SIZE = 40

/** Every page load that is kept, newest first. */
export function PageList({ scope }: { readonly scope: PanelScope }): VNode {
  const { navigation, host } = usePanel()
  const { parameters } = navigation.place.value
  const selection = useSelection('pages')
  const rowHeight = useRowHeight('two')
  const list = useList(
    'pages',
    { query: toScopedQuery('', scope) },
    { isReading: selection.isReading, pageSize: PAGE_SIZE },
  )
  const hidden = useHiddenCount('pages', { query: '', scope }, list.total)
  const longest = useMemo(
    () => list.items.reduce((most, { duration }) => Math.max(most, duration ?? 0), 1),
    [list.items],
  )
  const front = host.facts.value?.pageId
  const back = (): void => navigation.set({ list: undefined })
  const open = ({ id }: PageItem): void =>
    navigation.go({ view: 'pages', id, parameters: readScope(parameters) })
  useKeys([{ keys: 'Escape', words: 'Back to the page', group: 'This page', run: back }])
  return (
    <>
      <div class="fl-head">
        <Button
          label="Back to the page"
          icon="back"
          kind="quiet"
          isSmall
          isIconOnly
          onClick={back}
        />
        <h1>Page loads</h1>
        <span class="fl-12 fl-3rd">{toCounted(list.total, 'load')}</span>
      </div>
      <ListFrame
        hidden={hidden}
        list={list}
        empty={<EmptyState icon="list" title="No page loads" />}
      >
        <VirtualList
          class="fl-page-list"
          label="Page loads"
          items={list.items}
          toKey={({ id }) => id}
          rowHeight={rowHeight}
          memory="pages"
          selected={selection.selected}
          onSelect={selection.onSelect}
          onTop={selection.onTop}
          onOpen={open}
          onEnd={list.loadMore}
          header={<HeadCells />}
          renderRow={(page) => (
            <PageCells page={page} longest={longest} isInFront={page.id === front} />
          )}
        />
      </ListFrame>
    </>
  )
}

function HeadCells(): VNode {
  return (
    <>
      <span role="columnheader">Page</span>
      <span role="columnheader">Worst vital</span>
      <span role="columnheader">Loaded in</span>
      <span role="columnheader" class="fl-num">
        Age
      </span>
    </>
  )
}

interface PageCellsProps {
  readonly page: PageItem
  readonly longest: number
  readonly isInFront: boolean
}

function PageCells({ page, longest, isInFront }: PageCellsProps): VNode {
  const { url, duration, time } = page
  const { words, failed, worst } = toPageSummary(page)
  return (
    <>
      <div class="what" role="gridcell">
        <div>
          <span class="fl-cut ty">{toPagePath(url)}</span>
          {isInFront ? <span class="fl-chip you">this page</span> : null}
        </div>
        <div class="s2">
          {failed === 0 ? null : (
            <span class="fl-row t t-error fl-nowrap">
              <LevelGlyph name="error" />
              {failed} failed
            </span>
          )}
          <span class="fl-cut">{words}</span>
        </div>
      </div>
      <span role="gridcell" class="c-vital fl-12 fl-nowrap">
        {worst === undefined ? (
          <span class="fl-3rd">all good</span>
        ) : (
          <span class={`fl-row t ${worst.rating === 'poor' ? 't-error' : 't-warning'}`}>
            <LevelGlyph name={worst.rating === 'poor' ? 'error' : 'warning'} />
            {worst.name} {worst.value}
          </span>
        )}
      </span>
      <span role="gridcell" class="c-bar o-document">
        <span class="fl-num">{duration === undefined ? '' : toDurationText(duration)}</span>
        <i style={{ width: `${Math.min(((duration ?? 0) / longest) * 100, 100)}%` }} />
      </span>
      <span role="gridcell" class="fl-num fl-12 fl-2nd">
        <Age time={time} />
      </span>
    </>
  )
}
