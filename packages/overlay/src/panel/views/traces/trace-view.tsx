import { useEffect, useMemo, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { toDecisionText } from 'protocol'
import type { TraceOutline } from 'protocol'
import { Button } from '../../component/button.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { FailureState } from '../../component/failure-state.tsx'
import { useLive } from '../../data/use-live.ts'
import { useKeys } from '../../keys/use-keys.ts'
import { readScope } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import { toCriticalPath } from '../../span/critical-path.ts'
import type { CriticalPath } from '../../span/critical-path.ts'
import { findText, toNext } from './find-in-trace.ts'
import { Flame } from './flame.tsx'
import { Minimap } from './minimap.tsx'
import { SpanDetail } from '../../span/span-detail.tsx'
import { toSpanLine } from '../../span/span-line.ts'
import { toKeysAbove, toSpanRows } from '../../span/span-rows.ts'
import type { SpanTreeRow } from '../../span/span-rows.ts'
import { toSpanRoots } from '../../span/span-tree.ts'
import type { SpanNode } from '../../span/span-tree.ts'
import { toTicks } from '../../waterfall/time-window.ts'
import type { TimeWindow } from '../../waterfall/time-window.ts'
import { Waterfall } from '../../waterfall/waterfall.tsx'
import { readTraceMode, TraceHeading } from './trace-heading.tsx'
import { TraceTools } from './trace-tools.tsx'
import { toTracedSpans } from './traced-spans.ts'
import type { TracedSpan } from './traced-spans.ts'
import { useAttributes, useWholeSpan } from './use-trace-rest.ts'

export function TraceView({ id }: { readonly id: string }): VNode {
  const { navigation } = usePanel()
  const { parameters } = navigation.place.value
  const live = useLive('traces/:traceId/outline', { traceId: id })
  const back = (): void =>
    navigation.go({ view: 'traces', id: undefined, parameters: readScope(parameters) })
  useKeys([{ keys: 'Escape', words: 'Back to traces', group: 'Trace', run: back }])
  return (
    <>
      <div class="fl-head fl-trace-head">
        <Button label="Back to traces" icon="back" kind="quiet" isSmall isIconOnly onClick={back} />
        {live.value === undefined ? <h1>Trace</h1> : <TraceHeading trace={live.value} />}
      </div>
      {live.failure === undefined ? null : <FailureState failure={live.failure} />}
      {live.value === undefined ? (
        <div class="fl-body" aria-busy={live.failure === undefined} />
      ) : (
        <Trace trace={live.value} />
      )}
    </>
  )
}

function Trace({ trace }: { readonly trace: TraceOutline }): VNode {
  const { navigation } = usePanel()
  const { parameters } = navigation.place.value
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const [looked, setLooked] = useState<TimeWindow | undefined>(undefined)
  const [text, setText] = useState('')
  const [hasPath, setHasPath] = useState(true)

  const { errors, logs, duration, start, services, sampling } = trace
  const spans = useMemo(() => toTracedSpans(trace), [trace])
  const roots = useMemo(() => toSpanRoots(spans), [spans])
  const whole = useMemo(() => toWhole(trace, spans), [start, duration, spans])
  const window = looked ?? whole
  const rows = useMemo(
    () => toSpanRows(roots, { errors, logs, toggled, duration: whole.end - whole.start }),
    [roots, errors, logs, toggled, whole],
  )
  const [path, setPath] = useState<CriticalPath | undefined>(undefined)
  // After the rows are drawn: nobody looks at it first, and of a large trace it takes as long as they.
  useEffect(() => setPath(hasPath ? toCriticalPath(roots[0]) : undefined), [roots, hasPath])
  const attributes = useAttributes(text.trim() === '' ? undefined : trace.traceId)
  const found = useMemo(() => findText(roots, text, attributes), [roots, text, attributes])
  const foundIds = useMemo(() => new Set(found.map(({ span }) => span.spanId)), [found])
  const selected = parameters['span']
  const selectedSpan = useWholeSpan(trace.traceId, roots, selected)
  const select = (key: string | undefined): void => navigation.set({ span: key })
  const toggle = (keys: readonly string[]): void => {
    const next = new Set(toggled)
    for (const key of keys) if (!next.delete(key)) next.add(key)
    setToggled(next)
  }
  /** Opens what hides a span, and goes to it. */
  const reveal = (node: SpanNode | undefined): void => {
    if (node === undefined) return
    toggle(toKeysAbove(node, rows, toggled))
    select(node.span.spanId)
  }
  const goTo = (nodes: readonly SpanNode[], by: 1 | -1): void => {
    const current = nodes.find(({ span }) => span.spanId === selected)
    reveal(toNext(nodes, current, by))
  }
  const open = (row: SpanTreeRow): void => {
    if (row.type === 'error') {
      navigation.go({ view: 'issues', id: row.event.issueId, parameters: { event: row.event.id } })
    } else if (row.type === 'log') {
      const query = `trace:${trace.traceId}`
      navigation.go({
        view: 'logs',
        id: undefined,
        parameters: { ...readScope(parameters), query },
      })
    } else if (row.type === 'fold' || row.type === 'logs') toggle([row.key])
    else if (row.type === 'span') {
      const { span } = row.node
      setLooked({ start: span.start, end: span.start + Math.max(span.duration, 0.01) })
    }
  }

  if (spans.length === 0) {
    return (
      <EmptyState icon="layers" title="No spans of this trace">
        Only errors or logs of it came.{' '}
        {sampling?.isSampled === false
          ? `Its spans were ${toDecisionText(sampling, services)}. tracesSampleRate: 1 keeps all.`
          : 'Its spans were sampled away, or are still being made.'}
      </EmptyState>
    )
  }
  return (
    <div class="fl-view fl-trace">
      <TraceTools
        trace={trace}
        spans={spans}
        roots={roots}
        text={text}
        onText={setText}
        found={found}
        selected={selected}
        hasPath={hasPath}
        onPath={setHasPath}
        onStep={goTo}
        onReveal={reveal}
      />
      <div class="fl-split fl-wf-split">
        <div class="fl-main">
          <Minimap
            spans={spans}
            services={services}
            whole={whole}
            window={window}
            onWindow={setLooked}
          />
          {readTraceMode(parameters['mode']) === 'flame' ? (
            <Flame
              roots={roots}
              whole={whole}
              window={window}
              onWindow={setLooked}
              selected={selected}
              onSelect={select}
            />
          ) : (
            <Waterfall
              label="Spans"
              group="Trace"
              rows={rows}
              toLine={(row) => toSpanLine(row, { found: foundIds, path })}
              whole={whole}
              window={window}
              onWindow={setLooked}
              ticksOf={(part, width) => toTicks(part, whole.start, width)}
              selected={selected}
              onSelect={(row) => select(row?.key)}
              onToggle={(row) => toggle([row.key])}
              onOpen={open}
            />
          )}
        </div>
        {selectedSpan === undefined ? null : (
          <SpanDetail
            span={selectedSpan}
            duration={whole.end - whole.start}
            errors={errors.filter(({ spanId }) => spanId === selectedSpan.spanId)}
            logs={logs.filter(({ spanId }) => spanId === selectedSpan.spanId)}
            onClose={() => select(undefined)}
          />
        )}
      </div>
    </div>
  )
}

/** From the first beginning to the last end, also of what the summary has not counted yet. */
function toWhole({ start, duration }: TraceOutline, spans: readonly TracedSpan[]): TimeWindow {
  let first = start
  let last = start + duration
  for (const span of spans) {
    first = Math.min(first, span.start)
    last = Math.max(last, span.start + span.duration)
  }
  return { start: first, end: Math.max(last, first + 0.01) }
}
