import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { VNode } from 'preact'
import { toDecisionText, toSamplingText } from 'protocol'
import type { TraceOutline } from 'protocol'
import { pointAgents } from '../../agent/point-agents.ts'
import { Button } from '../../component/button.tsx'
import { CopyButton } from '../../component/copy-button.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { FailureState } from '../../component/failure-state.tsx'
import { Icon } from '../../component/icon.tsx'
import { useLive } from '../../data/use-live.ts'
import { toDurationText } from '../../format/duration.ts'
import { toCounted, toCountText } from '../../format/number.ts'
import { useKeys } from '../../keys/use-keys.ts'
import { readScope } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import { toCriticalPath } from '../../span/critical-path.ts'
import type { CriticalPath } from '../../span/critical-path.ts'
import { findFailed, findSlowest, findText, toNext } from './find-in-trace.ts'
import { Flame } from './flame.tsx'
import { Minimap } from './minimap.tsx'
import { SpanDetail } from '../../span/span-detail.tsx'
import { toSpanLine } from '../../span/span-line.ts'
import { toKeysAbove, toSpanRows } from '../../span/span-rows.ts'
import type { SpanTreeRow } from '../../span/span-rows.ts'
import { spanTones, toneWords, toSpanTone } from '../../span/span-tone.ts'
import { toSpanRoots } from '../../span/span-tree.ts'
import type { SpanNode } from '../../span/span-tree.ts'
import { toTicks } from '../../waterfall/time-window.ts'
import type { TimeWindow } from '../../waterfall/time-window.ts'
import { toShortName } from '../../span/span-words.ts'
import { Waterfall } from '../../waterfall/waterfall.tsx'
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
        {live.value === undefined ? <h1>Trace</h1> : <Heading trace={live.value} />}
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

function Heading({ trace }: { readonly trace: TraceOutline }): VNode {
  const panel = usePanel()
  const { navigation } = panel
  const { traceId, name, duration, spanCount, services, logCount, sampling } = trace
  const { parameters } = navigation.place.value
  const mode = readMode(parameters['mode'])
  const point = (): void => {
    void pointAgents(panel, { what: 'trace', id: traceId.slice(0, 16), title: name })
  }
  useKeys([{ keys: 'a', words: 'Point agents at it', group: 'Trace', run: point }])
  return (
    <>
      <h1 class="fl-cut">{toShortName(name) || 'Trace without a root'}</h1>
      <span class="fl-mono s fl-3rd fl-trace-id">{traceId.slice(0, 8)}</span>
      <CopyButton label="Copy trace id" toText={() => traceId} />
      <Button
        label="Point agents at it"
        icon="spark"
        keys="a"
        kind="quiet"
        isSmall
        isIconOnly
        onClick={point}
      />
      <span class="fl-12 fl-2nd fl-nowrap c-wide">
        <b class="fl-semi">{toDurationText(duration)}</b> · {toCounted(spanCount, 'span')} ·{' '}
        {toCounted(services.length, 'service')}
        {sampling === undefined ? null : (
          <span title={toDecisionText(sampling, services)}> · {toSamplingText(sampling)}</span>
        )}
      </span>
      <span class="fl-push" />
      <span class="fl-group" role="group" aria-label="Shown as">
        {modes.map((each) => (
          <Button
            key={each}
            label={each === 'flame' ? 'Flame' : 'Waterfall'}
            isPressed={each === mode}
            onClick={() => navigation.set({ mode: each === 'waterfall' ? undefined : each })}
          />
        ))}
      </span>
      {logCount === 0 ? null : (
        <Button
          label={`Logs ${toCountText(logCount)}`}
          icon="list"
          onClick={() =>
            navigation.go({
              view: 'logs',
              id: undefined,
              parameters: { ...readScope(parameters), query: `trace:${traceId}` },
            })
          }
        />
      )}
    </>
  )
}

const modes = ['waterfall', 'flame'] as const

function readMode(text: string | undefined): (typeof modes)[number] {
  return text === 'flame' ? 'flame' : 'waterfall'
}

function Trace({ trace }: { readonly trace: TraceOutline }): VNode {
  const { navigation } = usePanel()
  const { parameters } = navigation.place.value
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const [looked, setLooked] = useState<TimeWindow | undefined>(undefined)
  const [text, setText] = useState('')
  const [hasPath, setHasPath] = useState(true)
  const field = useRef<HTMLInputElement>(null)

  const { errors, logs, duration, start, missing, services, sampling } = trace
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
  const tones = useMemo(() => {
    const present = new Set(spans.map(({ op }) => toSpanTone(op)))
    return spanTones.filter((tone) => present.has(tone))
  }, [spans])

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
  const failed = useMemo(
    () => findFailed(roots, new Set(errors.map(({ spanId }) => spanId))),
    [roots, errors],
  )
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

  const group = 'Trace'
  useKeys([
    { keys: '/', words: 'Find in the trace', group, run: () => field.current?.focus() },
    { keys: 'n', words: 'Next error', group, run: () => goTo(failed, 1) },
    { keys: 'N', words: 'Previous error', group, run: () => goTo(failed, -1) },
    { keys: 's', words: 'The slowest', group, run: () => reveal(findSlowest(roots)) },
    { keys: 'c', words: 'Critical path', group, run: () => setHasPath(!hasPath) },
  ])

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
  const place = found.findIndex(({ span }) => span.spanId === selected)
  return (
    <div class="fl-view fl-trace">
      <div class="fl-trace-tools">
        <label class="fl-trace-find">
          <Icon name="search" size="s" />
          <input
            ref={field}
            type="search"
            aria-label="Find in the trace"
            placeholder="Find a name, an attribute, a value"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') goTo(found, event.shiftKey ? -1 : 1)
              if (event.key === 'Escape') event.currentTarget.blur()
              event.stopPropagation()
            }}
          />
          {text.trim() === '' ? null : (
            <span class="fl-11 fl-2nd fl-nowrap" aria-live="polite">
              {found.length === 0 ? 'nothing' : `${place + 1} of ${found.length}`}
            </span>
          )}
          <Button
            label="Previous match"
            icon="up"
            kind="quiet"
            isSmall
            isIconOnly
            onClick={() => goTo(found, -1)}
          />
          <Button
            label="Next match"
            icon="down"
            kind="quiet"
            isSmall
            isIconOnly
            onClick={() => goTo(found, 1)}
          />
        </label>
        {failed.length === 0 ? null : (
          <Button
            label="Next error"
            keys="n"
            kind="quiet"
            isSmall
            onClick={() => goTo(failed, 1)}
          />
        )}
        <Button
          label="Slowest"
          keys="s"
          kind="quiet"
          isSmall
          onClick={() => reveal(findSlowest(roots))}
        />
        <Button
          label="Critical path"
          icon="layers"
          kind="quiet"
          isSmall
          isPressed={hasPath}
          class="c-wide"
          onClick={() => setHasPath(!hasPath)}
        />
        {missing.length === 0 ? null : (
          <span class="fl-11 t-warning fl-nowrap c-wide" title={missing.join(', ')}>
            {toCounted(missing.length, 'parent')} never came
          </span>
        )}
        <span class="fl-legend" aria-hidden="true">
          {tones.map((tone) => (
            <span key={tone}>
              <i class={`fl-sw o-${tone}`} />
              {toneWords[tone]}
            </span>
          ))}
        </span>
      </div>
      <div class="fl-split fl-wf-split">
        <div class="fl-main">
          <Minimap
            spans={spans}
            services={services}
            whole={whole}
            window={window}
            onWindow={setLooked}
          />
          {readMode(parameters['mode']) === 'flame' ? (
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
              group={group}
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
