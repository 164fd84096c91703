import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { Icon } from '../../component/icon.tsx'
import { LevelGlyph, toGlyphName } from '../../component/level-glyph.tsx'
import { useVirtualRows } from '../../component/use-virtual-rows.ts'
import { toDurationText } from '../../format/duration.ts'
import { useKeys } from '../../keys/use-keys.ts'
import type { CriticalPath } from './critical-path.ts'
import { toSpanTone } from './span-tone.ts'
import { isFailed, toShortName, toSpanDetail, toSpanName } from './span-words.ts'
import { toPanned, toShare, toTicks, toZoomed } from './time-window.ts'
import type { TimeWindow } from './time-window.ts'
import type { TraceRow } from './trace-rows.ts'

export interface WaterfallProps {
  readonly rows: readonly TraceRow[]
  readonly whole: TimeWindow
  readonly window: TimeWindow
  readonly onWindow: (window: TimeWindow) => void
  readonly selected: string | undefined
  readonly onSelect: (row: TraceRow | undefined) => void
  readonly onToggle: (row: TraceRow) => void
  readonly onOpen: (row: TraceRow) => void
  /** Found by text; marked. */
  readonly found: ReadonlySet<string>
  readonly path: CriticalPath | undefined
}

const ROW = 24
const ZOOM = 0.7

/** Spans as rows: who called whom down, when and how long across. */
export function Waterfall(props: WaterfallProps): VNode {
  const { rows, whole, window, onWindow, selected, onSelect, onToggle, onOpen } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const axis = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(600)
  const virtual = useVirtualRows({
    scroller,
    count: rows.length,
    rowHeight: () => ROW,
    toKey: (index) => rows[index]?.key ?? String(index),
    isFollowingEnd: false,
    initialOffset: 0,
  })
  const index = selected === undefined ? -1 : rows.findIndex(({ key }) => key === selected)
  const current = rows[index]

  useEffect(() => {
    const element = axis.current
    if (element === null) return undefined
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (index !== -1) virtual.scrollTo(index)
  }, [selected, rows])

  const select = (next: number): void =>
    onSelect(rows[Math.min(Math.max(next, 0), rows.length - 1)])
  const fold = (isOpening: boolean): void => {
    if (current !== undefined && isOpenable(current) && current.isOpen !== isOpening) {
      onToggle(current)
    } else if (!isOpening) {
      const above = rows.slice(0, index).findLastIndex(({ depth }) => depth < (current?.depth ?? 0))
      if (above !== -1) select(above)
    }
  }
  const zoom = (factor: number, around = 0.5): void =>
    onWindow(toZoomed(window, whole, factor, around))
  const group = 'Trace'
  useKeys([
    { keys: 'j|ArrowDown', words: 'Next row', group, run: () => select(index + 1) },
    { keys: 'k|ArrowUp', words: 'Previous row', group, run: () => select(index - 1) },
    { keys: 'l|ArrowRight', words: 'Open the row', group, run: () => fold(true) },
    { keys: 'h|ArrowLeft', words: 'Close the row', group, run: () => fold(false) },
    { keys: 'Home', words: 'First row', group, run: () => select(0) },
    { keys: 'End', words: 'Last row', group, run: () => select(rows.length - 1) },
    { keys: '+', words: 'Closer', group, run: () => zoom(ZOOM) },
    { keys: '-', words: 'Further', group, run: () => zoom(1 / ZOOM) },
    { keys: '0', words: 'The whole trace', group, run: () => onWindow(whole) },
  ])
  useKeys(
    current === undefined
      ? []
      : [{ keys: 'Enter', words: 'Open', group, run: () => onOpen(current) }],
  )

  const onWheel = (event: WheelEvent): void => {
    const box = axis.current?.getBoundingClientRect()
    if (box === undefined) return
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      const around = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1)
      zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, around)
      return
    }
    const across = event.shiftKey ? event.deltaY : event.deltaX
    if (Math.abs(across) < Math.abs(event.deltaY) && !event.shiftKey) return
    event.preventDefault()
    onWindow(toPanned(window, whole, across / box.width))
  }

  const ticks = toTicks(window, whole.start, width)
  return (
    <div
      class="fl-wf"
      role="treegrid"
      aria-label="Spans"
      aria-rowcount={rows.length}
      aria-activedescendant={index === -1 ? undefined : `${id}-${index}`}
      tabIndex={0}
      onWheel={onWheel}
    >
      <div class="ax" role="row">
        <span role="columnheader">Span</span>
        <span role="columnheader" class="fl-num du">
          Time
        </span>
        <div class="fl-tr" role="columnheader" aria-label="When" ref={axis}>
          {ticks.map(({ at, time }) => (
            <span
              key={time}
              class={at > 0.94 ? 'tick end' : 'tick'}
              style={{ left: `${at * 100}%` }}
            >
              {time === 0 ? '0' : toDurationText(time)}
            </span>
          ))}
        </div>
      </div>
      <div class="fl-grid" aria-hidden="true">
        {ticks.map(({ at, time }) => (
          <i key={time} style={{ '--s': String(at * 100) }} />
        ))}
      </div>
      <div class="fl-scroll" ref={scroller} role="presentation">
        <div class="fl-rows" role="presentation" style={{ height: `${virtual.height}px` }}>
          {virtual.rows.map((item) => {
            const row = rows[item.index]
            if (row === undefined) return null
            const isSelected = item.index === index
            return (
              <div
                key={item.key}
                id={`${id}-${item.index}`}
                class={`r ${toTone(row)}${isSelected ? ' on' : ''}`}
                role="row"
                aria-level={row.depth + 1}
                aria-expanded={isOpenable(row) ? row.isOpen : undefined}
                aria-rowindex={item.index + 1}
                aria-selected={isSelected}
                style={{ transform: `translateY(${item.start}px)` }}
                onClick={() => onSelect(row)}
                onDblClick={() => onOpen(row)}
              >
                <Row {...props} row={row} />
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function isOpenable(row: TraceRow): row is Extract<TraceRow, { readonly isOpen: unknown }> {
  return 'isOpen' in row && row.isOpen !== undefined
}

function toTone(row: TraceRow): string {
  if (row.type === 'span') return `o-${toSpanTone(row.node.span.op)}`
  if (row.type === 'fold') return `o-${toSpanTone(row.nodes[0]?.span.op ?? '')}`
  return row.type === 'error' ? 'mk o-error' : 'mk o-function'
}

interface RowProps extends WaterfallProps {
  readonly row: TraceRow
}

/** Deeper than this the names would have no room. */
const DEPTH_LIMIT = 14

function Row(props: RowProps): VNode {
  const { row, onToggle, window } = props
  return (
    <>
      <div class="nm" role="gridcell" style={{ '--d': String(Math.min(row.depth, DEPTH_LIMIT)) }}>
        {isOpenable(row) ? (
          <button
            type="button"
            class="tw"
            tabIndex={-1}
            aria-label={row.isOpen === true ? 'Close' : 'Open'}
            onClick={(event) => {
              event.stopPropagation()
              onToggle(row)
            }}
          >
            <Icon name={row.isOpen === true ? 'down' : 'right'} size="xs" />
          </button>
        ) : (
          <span class="tw" />
        )}
        <RowName {...props} />
      </div>
      <div class={toLength(row) >= SLOW ? 'du slow' : 'du'} role="gridcell">
        {row.type === 'error' ? '' : toDurationText(toLength(row))}
      </div>
      <div class="fl-tr" role="gridcell">
        <RowBars row={row} window={window} path={props.path} />
      </div>
    </>
  )
}

/** From here on a length is said louder. */
const SLOW = 500

function toLength(row: TraceRow): number {
  if (row.type === 'span') return row.node.span.duration
  if (row.type === 'fold') return row.total
  return row.type === 'gap' ? row.duration : 0
}

function RowName({ row, found }: RowProps): VNode {
  switch (row.type) {
    case 'span': {
      const { span } = row.node
      const name = toSpanName(span)
      return (
        <>
          <span class="sw" />
          <span class={found.has(span.spanId) ? 'fl-cut fl-mark' : 'fl-cut'} title={span.name}>
            {name}
          </span>
          <span class="op fl-cut">{name === span.op ? '' : toSpanDetail(span)}</span>
          {isFailed(span) ? (
            <span class="fl-push fl-11 t-error">
              {span.status === 'error' ? 'failed' : span.status}
            </span>
          ) : null}
        </>
      )
    }
    case 'fold':
      return (
        <>
          <span class="sw" />
          <span class="fl-cut">
            <b class="fl-semi">{row.nodes.length} ×</b> {toShortName(row.nodes[0]?.span.name ?? '')}
          </span>
        </>
      )
    case 'error':
      return (
        <>
          <LevelGlyph name={toGlyphName(row.event.level)} />
          <span class="fl-cut">{row.event.title}</span>
        </>
      )
    case 'gap':
      return (
        <span class="fl-cut">
          no spans for {toDurationText(row.duration)} <span class="op">gap</span>
        </span>
      )
  }
}

interface RowBarsProps {
  readonly row: TraceRow
  readonly window: TimeWindow
  readonly path: CriticalPath | undefined
}

function RowBars({ row, window, path }: RowBarsProps): VNode | null {
  if (row.type === 'error') {
    const at = toShare(window, row.event.time)
    if (at < 0 || at > 1) return null
    return (
      <span class="fl-pt" style={{ '--s': String(at * 100) }}>
        <LevelGlyph name={toGlyphName(row.event.level)} />
      </span>
    )
  }
  if (row.type === 'gap') {
    const bar = toBar(window, row.start, row.duration)
    return bar === undefined ? null : <span class="fl-gap" style={bar.style} />
  }
  const nodes = row.type === 'span' ? [row.node] : row.nodes
  const [first] = nodes
  if (first === undefined) return null
  const start = first.span.start
  const end = nodes.reduce((last, { span }) => Math.max(last, span.start + span.duration), start)
  const bar = toBar(window, start, end - start)
  if (bar === undefined) return null
  const { span } = first
  const isHollow = toSpanTone(span.op) === 'resource'
  const classes = ['fl-bar', isHollow ? 'hollow' : '', row.type === 'fold' ? 'fold' : '']
  if (row.type === 'span' && isFailed(span)) classes.push('fail')
  return (
    <>
      <i class={classes.filter(Boolean).join(' ')} style={bar.style} />
      {nodes.slice(0, 200).flatMap(({ span: { spanId } }) =>
        (path?.get(spanId) ?? []).map(([from, to]) => {
          const stretch = toBar(window, from, to - from)
          return stretch === undefined ? null : (
            <i key={`${spanId}-${from}`} class="fl-crit" style={stretch.style} />
          )
        }),
      )}
      <span class={bar.isLabelLeft ? 'fl-bl l' : 'fl-bl'} style={bar.style}>
        {bar.hasRoom ? toDurationText(end - start) : ''}
      </span>
    </>
  )
}

interface Bar {
  readonly style: { readonly '--s': string; readonly '--w': string }
  /** What stands beside it has more room before it than behind. */
  readonly isLabelLeft: boolean
  readonly hasRoom: boolean
}

/** A stretch of time as CSS has it, cut at the window's edges; `undefined`: not in sight. */
function toBar(window: TimeWindow, start: number, duration: number): Bar | undefined {
  const from = toShare(window, start)
  const to = toShare(window, start + duration)
  if (to < 0 || from > 1) return undefined
  const left = Math.max(from, 0)
  const length = Math.min(to, 1) - left
  return {
    style: { '--s': String(left * 100), '--w': String(length * 100) },
    isLabelLeft: left > 0.5,
    hasRoom: length < 0.45,
  }
}
