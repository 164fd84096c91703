import { useEffect, useRef, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { ServiceName } from '../../component/service-name.tsx'
import { usePanel } from '../../session/panel.ts'
import { toSpanTone } from '../../span/span-tone.ts'
import { isFailed } from '../../span/span-words.ts'
import { toInside, toShare } from '../../waterfall/time-window.ts'
import type { TimeWindow } from '../../waterfall/time-window.ts'
import { readToneColors } from './tone-colors.ts'
import type { TracedSpan } from './traced-spans.ts'

export interface MinimapProps {
  readonly spans: readonly TracedSpan[]
  readonly services: readonly string[]
  readonly whole: TimeWindow
  readonly window: TimeWindow
  readonly onWindow: (window: TimeWindow) => void
}

const LANE = 16
const LANES = 5

/** Closer together than this two ends of a drag were meant as a click. */
const CLICK = 0.005

/** The whole trace, a lane for each service; what is dragged over is looked at. */
export function Minimap({ spans, services, whole, window, onWindow }: MinimapProps): VNode {
  const { preferences } = usePanel()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [dragged, setDragged] = useState<readonly [number, number] | undefined>(undefined)
  const [width, setWidth] = useState(0)
  const lanes = services.slice(0, LANES)

  useEffect(() => {
    const element = canvas.current
    if (element === null) return undefined
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const theme = preferences.theme.value
  // After the frame: of a large trace it takes as long as the rows, which are looked at first.
  useEffect(() => {
    const element = canvas.current
    if (element !== null && width > 0) draw(element, { spans, lanes, whole, width })
  }, [spans, whole, width, theme, lanes.join('\n')])

  const toPlace = (event: PointerEvent): number => {
    const { left, width: total } = canvas.current?.getBoundingClientRect() ?? { left: 0, width: 1 }
    return Math.min(Math.max((event.clientX - left) / total, 0), 1)
  }
  const finish = (event: PointerEvent): void => {
    if (dragged === undefined) return
    const [from] = dragged
    const to = toPlace(event)
    setDragged(undefined)
    const length = whole.end - whole.start
    if (Math.abs(to - from) < CLICK) {
      // A click moves what is looked at to where it was.
      const half = (window.end - window.start) / 2
      const middle = whole.start + to * length
      onWindow(toInside({ start: middle - half, end: middle + half }, whole))
      return
    }
    const start = whole.start + Math.min(from, to) * length
    onWindow({ start, end: start + Math.abs(to - from) * length })
  }
  const [left, right] =
    dragged === undefined
      ? [toShare(whole, window.start), toShare(whole, window.end)]
      : [Math.min(...dragged), Math.max(...dragged)]

  return (
    <div class="fl-minimap">
      <div class="names">
        {lanes.map((service) => (
          <ServiceName key={service} name={service} />
        ))}
      </div>
      <div
        class="map"
        style={{ height: `${lanes.length * LANE}px` }}
        title="Drag to look at a part, double-click for the whole"
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          const at = toPlace(event)
          setDragged([at, at])
        }}
        onPointerMove={(event) => {
          if (dragged !== undefined) setDragged([dragged[0], toPlace(event)])
        }}
        onPointerUp={finish}
        onPointerCancel={() => setDragged(undefined)}
        onDblClick={() => onWindow(whole)}
      >
        <canvas ref={canvas} aria-hidden="true" />
        <i class="win" style={{ left: `${left * 100}%`, width: `${(right - left) * 100}%` }} />
      </div>
    </div>
  )
}

interface Drawing {
  readonly spans: readonly TracedSpan[]
  readonly lanes: readonly string[]
  readonly whole: TimeWindow
  readonly width: number
}

function draw(canvas: HTMLCanvasElement, { spans, lanes, whole, width }: Drawing): void {
  const ratio = devicePixelRatio
  const height = lanes.length * LANE
  canvas.width = width * ratio
  canvas.height = height * ratio
  const context = canvas.getContext('2d')
  if (context === null) return
  const colors = readToneColors(canvas)
  context.scale(ratio, ratio)
  // Deeper spans are drawn over those that hold them: what was done shows, not who waited.
  for (const span of spans.toSorted((a, b) => b.duration - a.duration)) {
    const lane = lanes.indexOf(span.service ?? 'unnamed')
    if (lane === -1) continue
    const x = toShare(whole, span.start) * width
    const length = Math.max((span.duration / (whole.end - whole.start)) * width, 1)
    context.fillStyle = colors.of(toSpanTone(span.op))
    context.fillRect(x, lane * LANE + 5, length, 6)
    if (!isFailed(span)) continue
    context.fillStyle = colors.of('error')
    context.fillRect(x, lane * LANE + 12, length, 2)
  }
}
