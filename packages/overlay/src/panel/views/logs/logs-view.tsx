import { useMemo, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import type { LogItem } from 'protocol'
import { AnsiText } from '../../component/ansi-text.tsx'
import { Button } from '../../component/button.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { Icon } from '../../component/icon.tsx'
import { LevelGlyph, toGlyphName } from '../../component/level-glyph.tsx'
import { NoMatch } from '../../component/no-match.tsx'
import { ListFrame } from '../../component/list-frame.tsx'
import { useRowHeight } from '../../component/use-row-height.ts'
import { useSelection } from '../../component/use-selection.ts'
import { VirtualList } from '../../component/virtual-list.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { useList } from '../../data/use-list.ts'
import { useLive } from '../../data/use-live.ts'
import { useHiddenCount, useScopedQuery } from '../../data/use-scoped.ts'
import { toClockText, toDayText, toExactClockText, toIsoText } from '../../format/clock-time.ts'
import { toCounted, toCountText } from '../../format/number.ts'
import { toShortPath } from '../../format/short-path.ts'
import { useKeys } from '../../keys/use-keys.ts'
import { GroupField } from '../../query/group-field.tsx'
import { QueryBar } from '../../query/query-bar.tsx'
import { withTerm } from '../../query/with-term.ts'
import { isScoped, toScopedQuery } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import { useRemembered } from '../../session/use-remembered.ts'
import { HistogramBars } from './histogram.tsx'
import { LogDetail } from './log-detail.tsx'
import { LogGroups } from './log-groups.tsx'
import {
  isNumeric,
  logsVocabulary,
  toColumnText,
  toLevelCounts,
  toLogRows,
  toToggled,
} from './logs-model.ts'
import type { LogRow } from './logs-model.ts'
import './logs.css'

/** What was said, newest first; it runs until somebody reads. */
export function LogsView(): VNode {
  const { navigation, preferences, clock } = usePanel()
  const { parameters } = navigation.place.value
  const { query, scope, asked, setQuery } = useScopedQuery()
  const selection = useSelection('logs')
  const [pausedAt, setPausedAt] = useState<number | undefined>(undefined)
  const [opened, setOpened] = useRemembered<string | undefined>('logs.opened', undefined)
  const isReading = selection.isReading || pausedAt !== undefined
  const list = useList('logs', { query: asked }, { isReading })
  const hidden = useHiddenCount('logs', { query, scope }, list.total)
  const levels = useAnswer('stats', {
    source: 'logs',
    stat: 'count()',
    group: 'level',
    query: asked,
  })
  const edits = useLive('edits', { limit: '100' })
  const rows = useMemo(
    () => toLogRows(list.items, edits.value?.items ?? [], clock.now.value),
    [list.items, edits.value],
  )
  const columns = preferences.logColumns.value
  const rowHeight = useRowHeight('one')
  const group = parameters['group']
  const filter = (term: string): void => {
    navigation.set({ query: withTerm(query, term), group: undefined })
  }
  const follow = (): void => {
    setPausedAt(undefined)
    selection.onSelect(undefined)
    setOpened(undefined)
    list.showLatest()
  }
  useKeys([
    {
      keys: 'f',
      words: isReading ? 'Follow' : 'Pause',
      group: 'Logs',
      run: () => (isReading ? follow() : setPausedAt(Date.now())),
    },
  ])

  return (
    <>
      <div class="fl-head">
        <h1 class="fl-hide">Logs</h1>
        <QueryBar
          vocabulary={logsVocabulary}
          query={query}
          onQuery={setQuery}
          counts={toCountText(list.total)}
          failure={list.failure}
        />
        <span class="fl-row fl-12 fl-levels">
          {toLevelCounts(levels.value).map(([level, count]) => (
            <button
              key={level}
              type="button"
              class="fl-level"
              title={`Only ${level}`}
              onClick={() => filter(`level:${level}`)}
            >
              <LevelGlyph name={toGlyphName(level)} />
              {toCountText(count)}
            </button>
          ))}
        </span>
        <GroupField
          source="logs"
          first={['level', 'service']}
          group={group}
          onGroup={(next) => navigation.set({ group: next })}
        />
      </div>
      {list.total === 0 && !list.isLoading ? null : (
        <HistogramBars
          query={asked}
          revision={list.total}
          edits={edits.value?.items ?? []}
          onRange={(from, to) =>
            setQuery(withTerm(query, `timestamp:>=${toIsoText(from)} timestamp:<${toIsoText(to)}`))
          }
        />
      )}
      {isReading && rows.length > 0 ? (
        <div class="fl-banner you" role="status">
          <Icon name="pause" size="s" class="t-you" />
          <span>
            <b class="fl-semi">
              Paused{pausedAt === undefined ? '' : ` at ${toClockText(pausedAt)}`}
            </b>
            , so that nothing moves while you read.{' '}
            {list.waiting === 0 ? null : (
              <span class="fl-2nd">{toCounted(list.waiting, 'newer', 'newer')}</span>
            )}
          </span>
          <span class="fl-push" />
          <Button label="Follow" keys="f" isSmall onClick={follow} />
        </div>
      ) : null}
      {group === undefined ? (
        <ListFrame
          hidden={hidden}
          list={{ ...list, waiting: 0 }}
          empty={
            query !== '' || isScoped(scope) ? (
              <NoMatch
                path="logs"
                what="logs"
                query={query}
                toAsked={(part) => toScopedQuery(part, scope)}
                onQuery={setQuery}
              />
            ) : (
              <NoLogs />
            )
          }
        >
          <VirtualList
            label="Logs"
            class="fl-logs"
            memory="logs"
            items={rows}
            toKey={({ key }) => key}
            rowHeight={rowHeight}
            isMeasured
            rowClass={toRowClass}
            isHeading={({ type }) => type === 'day'}
            header={<Head columns={columns} logs={list.items} />}
            renderRow={(row) =>
              row.type === 'day' ? (
                <div class="fl-day" role="gridcell">
                  {toDayText(row.time)}
                </div>
              ) : row.type === 'edit' ? (
                <div class="fl-edit" role="gridcell">
                  <Icon name="edit" size="xs" />
                  <span>
                    {toClockText(row.edit.time)} you saved <b>{toShortPath(row.edit.file)}</b>
                  </span>
                </div>
              ) : (
                <>
                  <LogCells log={row.log} columns={columns} logs={list.items} />
                  {row.key === opened ? (
                    <LogDetail
                      log={row.log}
                      columns={columns}
                      onColumn={(column) => {
                        preferences.logColumns.value = toToggled(columns, column)
                      }}
                      onFilter={filter}
                    />
                  ) : null}
                </>
              )
            }
            selected={selection.selected}
            onSelect={selection.onSelect}
            onOpen={({ key }) => setOpened(key === opened ? undefined : key)}
            onEnd={list.loadMore}
            onTop={selection.onTop}
          />
        </ListFrame>
      ) : (
        <LogGroups query={asked} group={group} onFilter={filter} />
      )}
    </>
  )
}

function toRowClass(row: LogRow): string {
  if (row.type !== 'log') return row.type
  return row.log.level === 'error' || row.log.level === 'fatal' ? 'e' : ''
}

interface LogCellsProps {
  readonly log: LogItem
  readonly columns: readonly string[]
  readonly logs: readonly LogItem[]
}

function Head({ columns, logs }: Omit<LogCellsProps, 'log'>): VNode {
  return (
    <>
      <span role="columnheader" class="sort">
        Time ↓
      </span>
      <span role="columnheader">
        <span class="fl-hide">Level</span>
      </span>
      <span role="columnheader" class="c-svc">
        Service
      </span>
      <span role="columnheader">Message</span>
      {columns.map((column) => (
        <span
          key={column}
          role="columnheader"
          class={isNumeric(logs, column) ? 'at fl-cut fl-num' : 'at fl-cut'}
          title={column}
        >
          {column}
        </span>
      ))}
    </>
  )
}

function LogCells({ log, columns, logs }: LogCellsProps): VNode {
  const { level, time, body, service } = log
  const tone = { fatal: 't-error', error: 't-error', warn: 't-warning' }
  const color = Object.entries(tone).find(([name]) => name === level)?.[1] ?? ''
  const end = body.indexOf('\n')
  return (
    <>
      <time role="gridcell" dateTime={toIsoText(time)} title={toIsoText(time)}>
        {toExactClockText(time)}
      </time>
      <span class="fl-g" role="gridcell">
        <LevelGlyph name={toGlyphName(level)} />
      </span>
      <span role="gridcell" class="c-svc fl-cut fl-2nd">
        {service ?? ''}
      </span>
      <span role="gridcell" class={`msg fl-cut ${color}`}>
        <AnsiText text={end === -1 ? body : `${body.slice(0, end)} ⏎`} />
      </span>
      {columns.map((column) => (
        <span
          key={column}
          role="gridcell"
          class={isNumeric(logs, column) ? 'at fl-cut fl-num' : 'at fl-cut'}
        >
          {toColumnText(log, column)}
        </span>
      ))}
    </>
  )
}

function NoLogs(): VNode {
  return (
    <EmptyState icon="list" title="Nothing has been logged" line="Sentry.logger.info('hello')">
      With a Sentry SDK and <code>enableLogs: true</code>, this writes the first line:
    </EmptyState>
  )
}
