import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { EmptyState } from '../../component/empty-state.tsx'
import { FailureState } from '../../component/failure-state.tsx'
import { useLive } from '../../data/use-live.ts'
import { useHiddenCount } from '../../data/use-scoped.ts'
import { toCounted } from '../../format/number.ts'
import { useKeys } from '../../keys/use-keys.ts'
import { readScope, toScopedQuery } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import type { ViewProps } from '../view.ts'
import { PageHead } from './page-head.tsx'
import { PageView } from './page-view.tsx'
import { usePageStory } from './use-page-story.ts'
import { toNeighbours, toChosenPage } from './which-page.ts'
import type { PageItem } from './which-page.ts'
import './pages.css'

/** So many page loads back one goes by key; a record of an unbundled page is long. */
const KEPT = '24'

/** The page load in front of you as one story. */
export function PagesView({ id }: ViewProps): VNode {
  const { navigation, host } = usePanel()
  const { parameters } = navigation.place.value
  const { tab, run } = readScope(parameters)
  // Page loads know no service or release: only what narrows them to a tab or a run can count.
  const scope = { ...(tab === undefined ? {} : { tab }), ...(run === undefined ? {} : { run }) }
  const live = useLive('pages', { query: toScopedQuery('', scope), limit: KEPT })
  const pages = live.value?.items ?? []
  const facts = host.facts.value
  const page = useMemo(
    () => toChosenPage(pages, { id, pageId: facts?.pageId, tabId: facts?.tabId }),
    [live.value, id, facts?.pageId, facts?.tabId],
  )
  const answer = usePageStory(page, pages)
  const neighbours = page && toNeighbours(pages, page, facts !== undefined)

  const step = (to: PageItem | undefined): void => {
    if (to === undefined) return
    navigation.go({ view: 'pages', id: to.id, parameters: readScope(parameters) })
  }
  const list = (): void => navigation.set({ list: '1' })
  const group = 'This page'
  useKeys([
    { keys: '[', words: 'Earlier page load', group, run: () => step(neighbours?.earlier) },
    { keys: ']', words: 'Later page load', group, run: () => step(neighbours?.later) },
    { keys: 'o', words: 'All page loads', group, run: list },
  ])

  if (page === undefined || neighbours === undefined) {
    const isAsking = live.value === undefined && live.failure === undefined
    return (
      <div class="fl-body fl-page" aria-busy={isAsking}>
        <h1 class="fl-hide">This page</h1>
        {live.failure === undefined ? null : <FailureState failure={live.failure} />}
        {isAsking || live.failure !== undefined ? null : <NoPages />}
      </div>
    )
  }
  const { story } = answer
  const isBusy = answer.isLoading
  return (
    <div class="fl-page" aria-busy={isBusy}>
      <PageHead
        page={page}
        neighbours={neighbours}
        isInFront={page.id === facts?.pageId}
        facts={story === undefined ? [] : [toCounted(story.traced.size, 'span')]}
        onStep={step}
        onList={list}
      />
      {answer.failure === undefined ? null : <FailureState failure={answer.failure} />}
      {story === undefined ? null : <PageView key={page.id} story={story} />}
    </div>
  )
}

/** Nothing yet: the page has to carry the loader. */
function NoPages(): VNode {
  const { navigation } = usePanel()
  const { parameters } = navigation.place.value
  const scope = readScope(parameters)
  const hidden = useHiddenCount('pages', { query: '', scope }, 0)
  const address = `${location.origin}/__footlight/loader.js`
  if (hidden > 0)
    return (
      <EmptyState icon="spark" title="No page loads in this scope">
        {toCounted(hidden, 'page load')} of other tabs or runs are here.
      </EmptyState>
    )
  return (
    <EmptyState icon="spark" title="No page loads yet" line={`<script src="${address}"></script>`}>
      Reload a page of your app: with <code>footlight()</code> in its Vite config, or this line in
      its HTML, the load shows here with its requests, queries, logs and errors.
    </EmptyState>
  )
}
