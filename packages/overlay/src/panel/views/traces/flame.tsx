import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { usePanel } from '../../session/panel.ts'
import { toDurationText } from '../../format/duration.ts'
import { readToneColors } from './tone-colors.ts'
import type { ToneColors } from './tone-colors.ts'
import { toSpanTone } from '../../span/span-tone.ts'
import { walkSpans } from '../../span/span-tree.ts'
import type { SpanNode } from '../../span/span-tree.ts'
import { isFailed, toShownSpanName } from '../../span/span-words.ts'
import { toPanned, toShare, toZoomed } from '../../waterfall/time-window.ts'
import type { TimeWindow } from '../../waterfall/time-window.ts'

export interface FlameProps {
  readonly roots: readonly SpanNode[]
  readonly whole: TimeWindow
  readonly window: TimeWindow
  readonly onWindow: (window: TimeWindow) => void
  readonly selected: string | undefined
  readonly onSelect: (spanId: string | undefined) => void
}

const ROW = 20
/** A canvas that is higher than this is refused by browsers. */
const DEPTH_LIMIT = 400

/** Who was in whom, all at once: a level each, as wide as it was long. */
export function Flame({ roots, whole, window, onWindow, selected, onSelect }: FlameProps): VNode {
  const { preferences } = usePanel()
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [hovered, setHovered] = useState<SpanNode | undefined>(undefined)
  const nodes = useMemo(
    () => [...walkSpans(roots)].filter(({ depth }) => depth < DEPTH_LIMIT),
    [roots],
  )
  const height = (nodes.reduce((most, { depth }) => Math.max(most, depth), 0) + 1) * ROW
  const theme = preferences.theme.value

  useEffect(() => {
    const element = frame.current
    if (element === null) return undefined
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  useLayoutEffect(() => {
    const element = canvas.current
    if (element !== null && width > 0) draw(element, { nodes, window, width, height, selected })
  }, [nodes, window, width, height, selected, theme])

  const find = (event: MouseEvent): SpanNode | undefined => {
    const box = canvas.current?.getBoundingClientRect()
    if (box === undefined) return undefined
    const depth = Math.floor((event.clientY - box.top) / ROW)
    const share = (event.clientX - box.left) / box.width
    const time = window.start + share * (window.end - window.start)
    return nodes.findLast(
      ({ span, depth: own }) =>
        own === depth && span.start <= time && time <= span.start + span.duration,
    )
  }
  const onWheel = (event: WheelEvent): void => {
    const box = canvas.current?.getBoundingClientRect()
    if (box === undefined) return
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      const around = (event.clientX - box.left) / box.width
      onWindow(toZoomed(window, whole, event.deltaY > 0 ? 1.15 : 1 / 1.15, around))
    } else if (event.shiftKey) {
      event.preventDefault()
      onWindow(toPanned(window, whole, event.deltaY / box.width))
    }
  }

  return (
    <div class="fl-flame" ref={frame} onWheel={onWheel}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`Flame graph of ${nodes.length} spans; the waterfall says the same in rows`}
        title={hovered && `${hovered.span.name} · ${toDurationText(hovered.span.duration)}`}
        style={{ width: `${width}px`, height: `${height}px` }}
        onMouseMove={(event) => setHovered(find(event))}
        onClick={(event) => onSelect(find(event)?.span.spanId)}
        onDblClick={(event) => {
          const node = find(event)
          if (node === undefined) onWindow(whole)
          else
            onWindow({
              start: node.span.start,
              end: node.span.start + Math.max(node.span.duration, 0.01),
            })
        }}
      />
    </div>
  )
}

interface Drawing {
  readonly nodes: readonly SpanNode[]
  readonly window: TimeWindow
  readonly width: number
  readonly height: number
  readonly selected: string | undefined
}

function draw(canvas: HTMLCanvasElement, drawing: Drawing): void {
  const { nodes, width, height } = drawing
  const ratio = devicePixelRatio
  canvas.width = width * ratio
  canvas.height = height * ratio
  const context = canvas.getContext('2d')
  if (context === null) return
  const colors = readToneColors(canvas)
  context.scale(ratio, ratio)
  context.font = '11px system-ui, sans-serif'
  context.textBaseline = 'middle'
  for (const node of nodes) drawSpan(context, node, drawing, colors)
}

function drawSpan(
  context: CanvasRenderingContext2D,
  { span, depth }: SpanNode,
  { window, width, selected }: Drawing,
  colors: ToneColors,
): void {
  const from = Math.max(toShare(window, span.start), 0)
  const to = Math.min(toShare(window, span.start + span.duration), 1)
  if (to < 0 || from > 1) return
  const x = from * width
  const length = Math.max((to - from) * width - 1, 1)
  const y = depth * ROW
  context.fillStyle = colors.of(isFailed(span) ? 'error' : toSpanTone(span.op))
  context.fillRect(x, y + 1, length, ROW - 2)
  if (span.spanId === selected) {
    context.strokeStyle = colors.accent
    context.lineWidth = 2
    context.strokeRect(x + 1, y + 2, Math.max(length - 2, 1), ROW - 4)
  }
  if (length < 28) return
  context.fillStyle = colors.background
  const text = toShownSpanName(span)
  // 6 px a letter is about right, and asks nobody to measure ten thousand names.
  context.fillText(text.slice(0, Math.floor((length - 8) / 6)), x + 4, y + ROW / 2)
}
