import { useEffect } from 'preact/hooks'
import type { VNode } from 'preact'
import type { Issue } from 'protocol'
import { AnsiText } from '../../component/ansi-text.tsx'
import { Button } from '../../component/button.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { Icon } from '../../component/icon.tsx'
import { LevelGlyph, toIssueGlyph } from '../../component/level-glyph.tsx'
import { NoMatch } from '../../component/no-match.tsx'
import { ListFrame } from '../../component/list-frame.tsx'
import { ServiceName } from '../../component/service-name.tsx'
import { SortHead } from '../../component/sort-head.tsx'
import { SparkLine } from '../../component/spark-line.tsx'
import { Age } from '../../component/time-text.tsx'
import { useRowHeight } from '../../component/use-row-height.ts'
import { useSelection } from '../../component/use-selection.ts'
import { VirtualList } from '../../component/virtual-list.tsx'
import { useList } from '../../data/use-list.ts'
import { useHiddenCount, useScopedQuery } from '../../data/use-scoped.ts'
import { toCountText } from '../../format/number.ts'
import { QueryBar } from '../../query/query-bar.tsx'
import { isScoped, toScopedQuery } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import {
  issuesVocabulary,
  readShownState,
  shownStates,
  toCulpritText,
  toEditWords,
  toIssueWords,
  toSparkWords,
  toStateQuery,
  toStatusWords,
} from './issues-model.ts'

const USUAL_SORT = '-last_seen'

const words = { open: 'Open', muted: 'Muted', all: 'All' } as const

/** Everything that went wrong, told once however often it happened. */
export function IssueList(): VNode {
  const { navigation, host } = usePanel()
  const { parameters } = navigation.place.value
  const { query, scope, setQuery } = useScopedQuery()
  const state = readShownState(parameters['show'])
  const asked = toStateQuery(query, state)
  const selection = useSelection('issues')
  const { sort } = parameters
  const rowHeight = useRowHeight('two')
  const list = useList(
    'issues',
    { query: toScopedQuery(asked, scope), sort: sort ?? USUAL_SORT },
    selection,
  )
  const hidden = useHiddenCount('issues', { query: asked, scope }, list.total)

  // What was looked at here is no longer new on the pill.
  useEffect(() => host.tell({ type: 'seen' }), [list.total])

  const open = ({ id }: Issue): void => navigation.go({ view: 'issues', id, parameters })

  return (
    <>
      <div class="fl-head">
        <h1 class="fl-hide">Issues</h1>
        <QueryBar
          vocabulary={issuesVocabulary}
          query={query}
          onQuery={setQuery}
          counts={toCountText(list.total)}
          failure={list.failure}
        />
        <span class="fl-group" role="group" aria-label="Which issues">
          {shownStates.map((each) => (
            <Button
              key={each}
              label={words[each]}
              isPressed={each === state}
              onClick={() => navigation.set({ show: each === 'open' ? undefined : each })}
            />
          ))}
        </span>
      </div>
      <ListFrame
        hidden={hidden}
        list={list}
        selection={selection}
        empty={
          query !== '' || isScoped(scope) ? (
            <NoMatch
              path="issues"
              what={state === 'all' ? 'issues' : `${words[state].toLowerCase()} issues`}
              query={query}
              toAsked={(part) => toScopedQuery(toStateQuery(part, state), scope)}
              onQuery={setQuery}
            />
          ) : (
            <NoIssues />
          )
        }
      >
        <VirtualList
          label="Issues"
          class="fl-issues"
          memory="issues"
          items={list.items}
          toKey={({ id }) => id}
          rowHeight={rowHeight}
          rowClass={({ status }) =>
            status === 'resolved' || status === 'muted' ? 'fl-issue-row dim' : 'fl-issue-row'
          }
          header={<Head sort={sort} onSort={(next) => navigation.set({ sort: next })} />}
          renderRow={(issue) => <IssueCells issue={issue} />}
          selected={selection.selected}
          onSelect={selection.onSelect}
          onOpen={open}
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

function Head(props: HeadProps): VNode {
  const head = { ...props, usual: USUAL_SORT }
  return (
    <>
      <span role="columnheader">
        <span class="fl-hide">Level</span>
      </span>
      <span role="columnheader">Issue</span>
      <span role="columnheader" class="c-spark">
        First to last
      </span>
      <SortHead {...head} label="Events" field="count" class="fl-num" />
      <SortHead {...head} label="First" field="first_seen" class="fl-num c-first" />
      <SortHead {...head} label="Last" field="last_seen" class="fl-num" />
      <span role="columnheader" class="c-status">
        Status
      </span>
    </>
  )
}

function IssueCells({ issue }: { readonly issue: Issue }): VNode {
  const { type, value } = toIssueWords(issue)
  const [status, tone] = toStatusWords(issue.status)
  const edit = toEditWords(issue)
  const service = issue.services[0]
  return (
    <>
      <span class="fl-g" role="gridcell">
        <LevelGlyph name={toIssueGlyph(issue)} />
      </span>
      <div class="what" role="gridcell">
        <div>
          {issue.isPinned ? <Icon name="pin" size="xs" class="t-you" /> : null}
          <span class="ty fl-cut">
            <AnsiText text={type} />
          </span>
          <span class="va fl-cut">
            <AnsiText text={value} />
          </span>
        </div>
        <div class="s2">
          {service === undefined ? null : <ServiceName name={service} />}
          {issue.services.length > 1 ? <span>+{issue.services.length - 1}</span> : null}
          <span class="fl-cut fl-mono s">{toCulpritText(issue.culprit)}</span>
          {edit === undefined ? null : (
            <span class="fl-chip you">
              <Icon name="edit" size="xs" />
              <span class="fl-cut">{edit}</span>
            </span>
          )}
        </div>
      </div>
      <span role="gridcell" class="c-spark">
        <SparkLine
          counts={issue.timeline}
          edit={edit === undefined ? undefined : 0}
          words={toSparkWords(issue)}
        />
      </span>
      <span role="gridcell" class="fl-num fl-med">
        {toCountText(issue.count)}
      </span>
      <span role="gridcell" class="fl-num fl-12 fl-3rd c-first">
        <Age time={issue.firstSeen} />
      </span>
      <span role="gridcell" class="fl-num fl-12 fl-2nd">
        <Age time={issue.lastSeen} />
      </span>
      <span role="gridcell" class="c-status">
        <span
          class={
            tone === 'error' ? 'fl-chip error' : `fl-12 ${tone === '' ? 'fl-3rd' : `t-${tone}`}`
          }
        >
          {status}
        </span>
      </span>
    </>
  )
}

function NoIssues(): VNode {
  return (
    <EmptyState
      isGood
      icon="check"
      title="Nothing has gone wrong"
      line="setTimeout(() => { throw new Error('hello Footlight') })"
    >
      To see how an issue looks, throw one in the console of your page:
    </EmptyState>
  )
}
