import type { VNode } from 'preact'
import { toDecisionText, toSamplingText } from 'protocol'
import type { TraceOutline } from 'protocol'
import { pointAgents } from '../../agent/point-agents.ts'
import { Button } from '../../component/button.tsx'
import { CopyButton } from '../../component/copy-button.tsx'
import { toDurationText } from '../../format/duration.ts'
import { toCounted, toCountText } from '../../format/number.ts'
import { useKeys } from '../../keys/use-keys.ts'
import { readScope } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import { toShortName } from '../../span/span-words.ts'

/** What a trace is called, and what can be done with it as a whole. */
export function TraceHeading({ trace }: { readonly trace: TraceOutline }): VNode {
  const panel = usePanel()
  const { navigation } = panel
  const { traceId, name, duration, spanCount, services, logCount, sampling } = trace
  const { parameters } = navigation.place.value
  const mode = readTraceMode(parameters['mode'])
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

export function readTraceMode(text: string | undefined): (typeof modes)[number] {
  return text === 'flame' ? 'flame' : 'waterfall'
}
