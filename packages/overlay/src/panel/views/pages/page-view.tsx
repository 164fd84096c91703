import { useEffect, useMemo, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { Button } from '../../component/button.tsx'
import { useKeys } from '../../keys/use-keys.ts'
import { toDurationText } from '../../format/duration.ts'
import { readScope } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'

import { SpanDetail } from '../../span/span-detail.tsx'
import { toKeysAbove, toSpanRows } from '../../span/span-rows.ts'
import type { SpanTreeRow } from '../../span/span-rows.ts'
import type { TimeWindow } from '../../waterfall/time-window.ts'
import { Waterfall } from '../../waterfall/waterfall.tsx'
import { EntryDetail } from './entry-detail.tsx'
import { toPageFlags } from './page-flags.ts'
import { toPageLine, toPageSameness } from './page-line.ts'
import type { PageStory } from './page-story.ts'
import { StandOutList } from './stand-out-list.tsx'
import { toStandOuts } from './stand-outs.ts'
import type { StandOut } from './stand-outs.ts'
import { walkSpans } from '../../span/span-tree.ts'

export interface PageViewProps {
  readonly story: PageStory
  /** Somebody looks at something of it: nothing may move. */
  readonly onReading: (isReading: boolean) => void
}

/** The time line of a page load, and what stands out in it. */
export function PageView({ story, onReading }: PageViewProps): VNode {
  const { navigation } = usePanel()
  const { parameters } = navigation.place.value
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const [looked, setLooked] = useState<TimeWindow | undefined>(undefined)
  const [isAtTop, setAtTop] = useState(true)
  const { roots, errors, logs, clock } = story
  const rows = useMemo(
    () =>
      toSpanRows(roots, {
        errors,
        logs,
        toggled,
        duration: Infinity,
        toSameness: toPageSameness,
      }),
    [story, toggled],
  )
  const standOuts = useMemo(() => toStandOuts(story), [story])
  const flags = useMemo(() => toPageFlags(story), [story])
  const pauses = useMemo(
    () =>
      clock.pauses.map(({ start, end, duration }) => ({
        start,
        end,
        words: `idle ${toDurationText(duration)}`,
      })),
    [clock],
  )
  const selected = parameters['row']
  const isReading = selected !== undefined || looked !== undefined || !isAtTop
  useEffect(() => {
    onReading(isReading)
    return () => onReading(false)
  }, [isReading])
  const select = (key: string | undefined): void => navigation.set({ row: key })
  const toggle = (keys: readonly string[]): void => {
    const next = new Set(toggled)
    for (const key of keys) if (!next.delete(key)) next.add(key)
    setToggled(next)
  }
  const open = (row: SpanTreeRow): void => {
    const scope = readScope(parameters)
    if (row.type === 'error') {
      const { issueId, id } = row.event
      navigation.go({ view: 'issues', id: issueId, parameters: { ...scope, event: id } })
    } else if (row.type === 'log') {
      const { traceId, body } = row.log
      const query = traceId === undefined ? JSON.stringify(body.slice(0, 80)) : `trace:${traceId}`
      navigation.go({ view: 'logs', id: undefined, parameters: { ...scope, query } })
    } else if (row.type === 'fold' || row.type === 'logs') toggle([row.key])
    else if (row.type === 'span') openSpan(row.key)
  }
  const openSpan = (spanId: string): void => {
    const span = story.traced.get(spanId)
    if (span === undefined) return
    const scope = readScope(parameters)
    navigation.go({ view: 'traces', id: span.traceId, parameters: { ...scope, span: spanId } })
  }
  const reveal = (standOut: StandOut): void => {
    const { row, event } = standOut
    if (event !== undefined) {
      navigation.go({
        view: 'issues',
        id: event.issueId,
        parameters: { ...readScope(parameters), event: event.id },
      })
    } else if (row !== undefined) {
      const spanId = row.replace(/^fold-/, '')
      const node = [...walkSpans(roots)].find(({ span }) => span.spanId === spanId)
      const hidden = node === undefined ? [] : toKeysAbove(node, rows, toggled)
      toggle(hidden.filter((key) => key !== row))
      select(row)
    }
  }
  useKeys(
    standOuts.map((standOut, index) => ({
      keys: String(index + 1),
      words: standOut.title,
      group: 'What stands out',
      run: () => reveal(standOut),
    })),
  )
  const row = rows.find(({ key }) => key === selected)
  useKeys(
    row === undefined
      ? []
      : [{ keys: 'Escape', words: 'Deselect', group: 'This page', run: () => select(undefined) }],
  )
  return (
    <div class="fl-split fl-wf-split">
      <div class="fl-main">
        <Waterfall
          label="This page load"
          group="This page"
          rows={rows}
          toLine={(each) => toPageLine(each, story)}
          whole={clock.whole}
          window={looked ?? clock.whole}
          onWindow={setLooked}
          ticksOf={clock.ticksOf}
          flags={flags}
          pauses={pauses}
          selected={selected}
          onSelect={(each) => select(each?.key)}
          onPress={(each) => {
            if (each.type === 'error' || each.type === 'log') open(each)
            else select(each.key)
          }}
          onToggle={(each) => toggle([each.key])}
          onOpen={open}
          onTop={setAtTop}
        />
      </div>
      {row?.type === 'span' ? (
        <RowDetail story={story} row={row} onClose={() => select(undefined)} onOpen={openSpan} />
      ) : (
        <StandOutList standOuts={standOuts} selected={selected} onOpen={reveal} />
      )}
    </div>
  )
}

interface RowDetailProps {
  readonly story: PageStory
  readonly row: Extract<SpanTreeRow, { readonly type: 'span' }>
  readonly onClose: () => void
  readonly onOpen: (spanId: string) => void
}

function RowDetail({ story, row, onClose, onOpen }: RowDetailProps): VNode {
  const { span } = row.node
  const traced = story.traced.get(span.spanId)
  if (traced === undefined) {
    const entry = story.entries.get(span.spanId)
    return <EntryDetail span={span} entry={entry} start={story.page.time} onClose={onClose} />
  }
  const isOfSpan = ({ spanId }: { readonly spanId: string | undefined }): boolean =>
    spanId === span.spanId
  return (
    <SpanDetail
      span={traced}
      duration={story.settled - story.page.time}
      errors={story.errors.filter(isOfSpan)}
      logs={story.logs.filter(isOfSpan)}
      onClose={onClose}
      actions={
        <Button
          label="Open in trace"
          icon="layers"
          keys="Enter"
          isSmall
          onClick={() => onOpen(span.spanId)}
        />
      }
    />
  )
}
