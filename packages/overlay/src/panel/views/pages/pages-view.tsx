import { useMemo, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { Button } from '../../component/button.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { FailureState } from '../../component/failure-state.tsx'
import { HiddenNote } from '../../component/hidden-note.tsx'
import { useLive } from '../../data/use-live.ts'
import { useHiddenCount } from '../../data/use-scoped.ts'
import { toCounted } from '../../format/number.ts'
import { useKeys } from '../../keys/use-keys.ts'
import { toPanelBase } from '../../place/place.ts'
import { readScope, scopeKeys, toScopedQuery } from '../../scope/scope.ts'
import type { PanelScope } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import type { ViewProps } from '../view.ts'
import { toPageFacts } from './page-facts.ts'
import { PageHead } from './page-head.tsx'
import { PageList } from './page-list.tsx'
import { toStorySize } from './page-story.ts'
import { PageView } from './page-view.tsx'
import { useHeld } from './use-held.ts'
import { usePageStory } from './use-page-story.ts'
import { toChosenPage, toNeighbours } from './which-page.ts'
import type { PageItem } from './which-page.ts'
import './pages.css'

/** So many page loads back one goes by key; a record of an unbundled page is long. */
const KEPT = '24'

const group = 'This page'

/** The page load in front of you as one story, or the list of all. */
export function PagesView({ id }: ViewProps): VNode {
  const { navigation } = usePanel()
  const { parameters } = navigation.place.value
  const scope = toPageScope(readScope(parameters))
  const live = useLive('pages', { query: toScopedQuery('', scope), limit: KEPT })
  const pages = live.value?.items ?? none
  const isAsking = live.value === undefined && live.failure === undefined
  if (parameters['list'] !== undefined) return <PageList scope={scope} />
  if (pages.length > 0) return <ShownPage id={id} pages={pages} />
  return (
    <div class="fl-body fl-page" aria-busy={isAsking}>
      <h1 class="fl-hide">This page</h1>
      {live.failure === undefined ? null : <FailureState failure={live.failure} />}
      {isAsking || live.failure !== undefined ? null : <NoPages scope={scope} />}
    </div>
  )
}

const none: readonly PageItem[] = []

/** Page loads know no service or release: only what narrows them to a tab or a run can count. */
function toPageScope({ tab, run }: PanelScope): PanelScope {
  return { ...(tab === undefined ? {} : { tab }), ...(run === undefined ? {} : { run }) }
}

/** What their records are narrowed by: a trace knows nothing of tabs. */
function toRecordScope({ tab: _tab, run: _run, ...scope }: PanelScope): PanelScope {
  return scope
}

interface ShownPageProps extends ViewProps {
  readonly pages: readonly PageItem[]
}

function ShownPage({ id, pages }: ShownPageProps): VNode {
  const { navigation, host } = usePanel()
  const { parameters } = navigation.place.value
  const [isReading, setReading] = useState(false)
  const facts = host.facts.value
  const latest = useMemo(
    () => toChosenPage(pages, { id, pageId: facts?.pageId, tabId: facts?.tabId }),
    [pages, id, facts?.pageId, facts?.tabId],
  )
  // Who reads one load is not taken to the next: it is offered.
  const front = useHeld(latest?.id, {
    key: id ?? '',
    isReading,
    isWhole: latest !== undefined,
  })
  const page = pages.find((each) => each.id === front.value) ?? latest
  const answer = usePageStory(page, pages, toRecordScope(readScope(parameters)))
  const held = useHeld(answer.story, {
    key: page?.id ?? '',
    isReading,
    isWhole: answer.isWhole,
  })
  const neighbours = page && toNeighbours(pages, page, facts !== undefined)

  const step = (to: PageItem | undefined): void => {
    if (to === undefined) return
    navigation.go({ view: 'pages', id: to.id, parameters: readScope(parameters) })
  }
  const list = (): void =>
    navigation.go({ view: 'pages', id, parameters: { ...readScope(parameters), list: 'all' } })
  useKeys([
    { keys: '[', words: 'Earlier page load', group, run: () => step(neighbours?.earlier) },
    { keys: ']', words: 'Later page load', group, run: () => step(neighbours?.later) },
    { keys: 'o', words: 'All page loads', group, run: list },
  ])

  if (page === undefined || neighbours === undefined) {
    return (
      <div class="fl-body fl-page">
        <h1 class="fl-hide">This page</h1>
        <EmptyState
          icon="spark"
          title="This page load is not here any more"
          actions={<Button label="All page loads" icon="list" onClick={list} />}
        >
          It was cleared, or gave its room to newer ones.
        </EmptyState>
      </div>
    )
  }
  const story = held.value
  const newer =
    story === undefined || answer.story === undefined
      ? 0
      : toStorySize(answer.story) - toStorySize(story)
  const showLatest = (): void => {
    front.showLatest()
    held.showLatest()
  }
  return (
    <div class="fl-page" aria-busy={answer.isLoading}>
      <PageHead
        page={page}
        neighbours={neighbours}
        isInFront={page.id === facts?.pageId}
        facts={story === undefined ? [] : toPageFacts(story)}
        onStep={step}
        onList={list}
      >
        {front.isBehind || newer > 0 ? (
          <Button
            label={front.isBehind ? 'A newer load' : toCounted(newer, 'newer', 'newer')}
            icon="up"
            isSmall
            class="fl-newer-here"
            onClick={showLatest}
          />
        ) : null}
      </PageHead>
      {answer.failure === undefined ? null : <FailureState failure={answer.failure} />}
      <HiddenNote hidden={answer.hidden} />
      {story === undefined ? null : <PageView key={page.id} story={story} onReading={setReading} />}
    </div>
  )
}

/** Nothing yet: a page has to carry the loader. */
function NoPages({ scope }: { readonly scope: PanelScope }): VNode {
  const { navigation } = usePanel()
  const hidden = useHiddenCount('pages', { query: '', scope }, 0)
  if (hidden > 0) {
    return (
      <EmptyState
        icon="spark"
        title="No page loads in this scope"
        actions={
          <Button
            label="Reveal"
            icon="eye"
            onClick={() =>
              navigation.set(Object.fromEntries(scopeKeys.map((key) => [key, undefined])))
            }
          />
        }
      >
        {toCounted(hidden, 'page load')} of other tabs or runs {hidden === 1 ? 'is' : 'are'} here.
      </EmptyState>
    )
  }
  const address = `${location.origin}${toPanelBase(location.pathname)}loader.js`
  return (
    <EmptyState icon="spark" title="No page loads yet" line={`<script src="${address}"></script>`}>
      With <code>footlight()</code> among the plugins of your Vite config, reload a page of your
      app. Any other page needs this line in its head:
    </EmptyState>
  )
}
