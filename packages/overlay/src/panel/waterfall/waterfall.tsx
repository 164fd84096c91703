import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { Icon } from '../component/icon.tsx'
import { LevelGlyph } from '../component/level-glyph.tsx'
import { useRowHeight } from '../component/use-row-height.ts'
import { useVirtualRows } from '../component/use-virtual-rows.ts'
import { toDurationText } from '../format/duration.ts'
import { useKeys } from '../keys/use-keys.ts'
import { toDrawnWaits } from './drawn-waits.ts'
import { toPlaced } from './placed.ts'
import { toFreeTicks, toPlacedFlags } from './placed-flags.ts'
import type { PlacedFlag, WaterfallFlag } from './placed-flags.ts'
import { toPanned, toShare, toZoomed } from './time-window.ts'
import type { Tick, TimeWindow } from './time-window.ts'
import type { WaterfallBar, WaterfallLine, WaterfallRow } from './waterfall-line.ts'
import './waterfall.css'

export interface WaterfallProps<R extends WaterfallRow> {
  readonly label: string
  /** Under which the key sheet lists its keys. */
  readonly group: string
  readonly rows: readonly R[]
  readonly toLine: (row: R) => WaterfallLine
  readonly whole: TimeWindow
  readonly window: TimeWindow
  readonly onWindow: (window: TimeWindow) => void
  readonly ticksOf: (window: TimeWindow, width: number) => readonly Tick[]
  readonly flags?: readonly WaterfallFlag[]
  /** Stretches in which nothing happened. */
  readonly pauses?: readonly WaterfallPause[]
  readonly selected: string | undefined
  readonly onSelect: (row: R | undefined) => void
  /** A row was pressed; where that is not said it is selected. */
  readonly onPress?: (row: R) => void
  readonly onToggle: (row: R) => void
  readonly onOpen: (row: R) => void
  readonly onTop?: (isAtTop: boolean) => void
}

export interface WaterfallPause extends TimeWindow {
  readonly words: string
}

const ZOOM = 0.7

const MINUTE = 60_000

/** Of an 11 px letter and its share of what stands around, in px. */
const LETTER = 8

/** Things that took time as rows: who called whom down, when and how long across. */
export function Waterfall<R extends WaterfallRow>(props: WaterfallProps<R>): VNode {
  const { rows, whole, window, onWindow, selected, onSelect, onToggle, onOpen, group } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const axis = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(600)
  const rowHeight = useRowHeight('one')
  const virtual = useVirtualRows({
    scroller,
    count: rows.length,
    rowHeight: () => rowHeight,
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
  const isAtTop = virtual.offset <= 0
  useEffect(() => props.onTop?.(isAtTop), [isAtTop])
  useEffect(() => {
    if (index !== -1) virtual.scrollTo(index)
  }, [selected, rows])

  const select = (next: number): void =>
    onSelect(rows[Math.min(Math.max(next, 0), rows.length - 1)])
  const fold = (isOpening: boolean): void => {
    if (current !== undefined && current.isOpen !== undefined && current.isOpen !== isOpening) {
      onToggle(current)
    } else if (!isOpening) {
      const above = rows.slice(0, index).findLastIndex(({ depth }) => depth < (current?.depth ?? 0))
      if (above !== -1) select(above)
    }
  }
  const zoom = (factor: number, around = 0.5): void =>
    onWindow(toZoomed(window, whole, factor, around))
  useKeys([
    { keys: 'j|ArrowDown', words: 'Next row', group, run: () => select(index + 1) },
    { keys: 'k|ArrowUp', words: 'Previous row', group, run: () => select(index - 1) },
    { keys: 'l|ArrowRight', words: 'Open the row', group, run: () => fold(true) },
    { keys: 'h|ArrowLeft', words: 'Close the row', group, run: () => fold(false) },
    { keys: 'Home', words: 'First row', group, run: () => select(0) },
    { keys: 'End', words: 'Last row', group, run: () => select(rows.length - 1) },
    { keys: '+', words: 'Closer', group, run: () => zoom(ZOOM) },
    { keys: '-', words: 'Further', group, run: () => zoom(1 / ZOOM) },
    { keys: '0', words: 'All of it', group, run: () => onWindow(whole) },
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

  const flags = toPlacedFlags(props.flags ?? [], window, width)
  const ticks = props.ticksOf(window, width)
  return (
    <div
      class={whole.end - whole.start < MINUTE ? 'fl-wf' : 'fl-wf long'}
      role="treegrid"
      aria-label={props.label}
      aria-rowcount={rows.length}
      aria-activedescendant={index === -1 ? undefined : `${id}-${index}`}
      tabIndex={0}
      onWheel={onWheel}
    >
      <div class="ax" role="row">
        <span role="columnheader">Name</span>
        <span role="columnheader" class="fl-num du">
          Time
        </span>
        <div class="fl-tr" role="columnheader" aria-label="When" ref={axis}>
          {toFreeTicks(ticks, flags, width).map(({ at, time }) => (
            <span
              key={time}
              class={at > 0.94 ? 'tick end' : 'tick'}
              style={{ left: `${at * 100}%` }}
            >
              {time === 0 ? '0' : toDurationText(time)}
            </span>
          ))}
          {flags.map((flag) => (
            <Flag key={`${flag.time} ${flag.words}`} flag={flag} />
          ))}
        </div>
      </div>
      <div class="fl-grid" aria-hidden="true">
        {ticks.map(({ at, time }) => (
          <i key={time} style={{ '--s': String(at * 100) }} />
        ))}
        {(props.pauses ?? []).map(({ start, end, words }) => {
          const place = toPlaced(window, start, end)
          return place === undefined ? null : (
            <span key={start} class="fl-gap" style={place.style}>
              {place.share * width > words.length * LETTER ? <span>{words}</span> : null}
            </span>
          )
        })}
        {flags.map(({ at, time, words, tone }) => (
          <i
            key={`${time} ${words}`}
            class={`fl-vl${tone === 'plain' ? '' : ` ${tone}`}`}
            style={{ '--s': String(at * 100) }}
          />
        ))}
      </div>
      <div class="fl-scroll" ref={scroller} role="presentation">
        <div class="fl-rows" role="presentation" style={{ height: `${virtual.height}px` }}>
          {virtual.rows.map((item) => {
            const row = rows[item.index]
            if (row === undefined) return null
            const isSelected = item.index === index
            const line = props.toLine(row)
            const classes = ['r', `o-${line.tone}`]
            if (line.glyph !== undefined) classes.push('mk')
            if (isSelected) classes.push('on')
            return (
              <div
                key={item.key}
                id={`${id}-${item.index}`}
                class={classes.join(' ')}
                role="row"
                aria-level={row.depth + 1}
                aria-expanded={row.isOpen}
                aria-rowindex={item.index + 1}
                aria-selected={isSelected}
                style={{ transform: `translateY(${item.start}px)` }}
                onClick={() => (props.onPress ?? onSelect)(row)}
                onDblClick={() => onOpen(row)}
              >
                <Row row={row} line={line} window={window} onToggle={() => onToggle(row)} />
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function Flag({ flag }: { readonly flag: PlacedFlag }): VNode | null {
  const { at, words, tone, isSaid, isBefore } = flag
  if (!isSaid) return null
  const classes = ['fl-flag', tone === 'plain' ? '' : tone, isBefore ? 'before' : '']
  return (
    <span class={classes.filter(Boolean).join(' ')} style={{ '--s': String(at * 100) }}>
      {words}
    </span>
  )
}

interface RowProps {
  readonly row: WaterfallRow
  readonly line: WaterfallLine
  readonly window: TimeWindow
  readonly onToggle: () => void
}

/** Deeper than this the names would have no room. */
const DEPTH_LIMIT = 14

/** From here on a length is said louder. */
const SLOW = 500

function Row({ row, line, window, onToggle }: RowProps): VNode {
  const { duration, bar, moment } = line
  return (
    <>
      <div class="nm" role="gridcell" style={{ '--d': String(Math.min(row.depth, DEPTH_LIMIT)) }}>
        {row.isOpen === undefined ? (
          <span class="tw" />
        ) : (
          <button
            type="button"
            class="tw"
            tabIndex={-1}
            aria-label={row.isOpen ? 'Close' : 'Open'}
            onClick={(event) => {
              event.stopPropagation()
              onToggle()
            }}
          >
            <Icon name={row.isOpen ? 'down' : 'right'} size="xs" />
          </button>
        )}
        <Name line={line} />
      </div>
      <div class={(duration ?? 0) >= SLOW ? 'du slow' : 'du'} role="gridcell">
        {duration === undefined ? '' : toDurationText(duration)}
      </div>
      <div class="fl-tr" role="gridcell">
        {bar === undefined ? null : <Bar bar={bar} window={window} />}
        {moment === undefined ? null : <Moment line={line} at={toShare(window, moment)} />}
      </div>
    </>
  )
}

function Name({ line }: { readonly line: WaterfallLine }): VNode {
  const { glyph, count, lead, name, title, detail, note, isFound } = line
  return (
    <>
      {glyph === undefined ? <span class="sw" /> : <LevelGlyph name={glyph} />}
      <span class={isFound === true ? 'what fl-cut fl-mark' : 'what fl-cut'} title={title ?? name}>
        {count === undefined ? null : <b class="fl-semi">{count} × </b>}
        {lead === undefined ? null : <span class="t-error fl-med">{lead} </span>}
        {name}
      </span>
      {detail === undefined || detail === '' ? null : <span class="op fl-cut">{detail}</span>}
      {note === undefined ? null : (
        <span class={`fl-push fl-11 fl-nowrap t-${note.tone}`}>{note.text}</span>
      )}
    </>
  )
}

interface MomentProps {
  readonly line: WaterfallLine
  readonly at: number
}

function Moment({ line: { glyph }, at }: MomentProps): VNode | null {
  if (glyph === undefined || at < 0 || at > 1) return null
  return (
    <span class="fl-pt" style={{ '--s': String(at * 100) }}>
      <LevelGlyph name={glyph} />
    </span>
  )
}

interface BarProps {
  readonly bar: WaterfallBar
  readonly window: TimeWindow
}

const barClasses = {
  solid: 'fl-bar',
  hollow: 'fl-bar hollow',
  fold: 'fl-bar fold',
  failed: 'fl-bar fail',
  gap: 'fl-gap',
} as const

function Bar({ bar, window }: BarProps): VNode | null {
  const place = toPlaced(window, bar.start, bar.end)
  if (place === undefined) return null
  return (
    <>
      <i class={barClasses[bar.kind]} style={place.style} />
      {toDrawnWaits(bar.waits ?? [], bar, window).map(([from, to]) => {
        const stretch = toPlaced(window, from, to)
        return stretch === undefined ? null : <i key={from} class="fl-crit" style={stretch.style} />
      })}
      {bar.label === undefined || !place.hasRoom ? null : (
        <span class={place.isLabelLeft ? 'fl-bl l' : 'fl-bl'} style={place.style}>
          {bar.label}
        </span>
      )}
    </>
  )
}
