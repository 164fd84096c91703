import type { VNode } from 'preact'
import type { EventItem, LogItem } from 'protocol'
import { toFilterText } from 'protocol'
import { AnsiText } from '../../component/ansi-text.tsx'
import { LevelGlyph, toGlyphName } from '../../component/level-glyph.tsx'
import { useLive } from '../../data/use-live.ts'
import { toExactClockText, toIsoText } from '../../format/clock-time.ts'
import { readScope } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import { toNearLogsQuery } from './near-logs-model.ts'

/** What was logged on the way there. */
export function NearLogs({ event }: { readonly event: EventItem }): VNode | null {
  const { navigation } = usePanel()
  const query = toNearLogsQuery(event)
  const logs = useLive('logs', { query, limit: '12', sort: '-time' })
  const items = logs.value?.items ?? []
  if (items.length === 0) return null
  const { traceId } = event
  const target = {
    view: 'logs',
    id: undefined,
    parameters: {
      ...readScope(navigation.place.value.parameters),
      query: traceId === undefined ? query : toFilterText('trace', traceId),
    },
  } as const
  return (
    <section>
      <h2 class="fl-h2">
        Logs <span class="fl-3rd fl-reg">around it</span>
        <a
          class="fl-link fl-push fl-12 fl-reg"
          href={navigation.toAddress(target)}
          onClick={(click) => {
            click.preventDefault()
            navigation.go(target)
          }}
        >
          Open logs
        </a>
      </h2>
      <ol class="fl-near-logs">
        {items.toReversed().map((log) => (
          <NearLog key={log.id} log={log} />
        ))}
      </ol>
    </section>
  )
}

function NearLog({ log }: { readonly log: LogItem }): VNode {
  return (
    <li>
      <time title={toIsoText(log.time)}>{toExactClockText(log.time)}</time>
      <LevelGlyph name={toGlyphName(log.level)} />
      <span class="fl-cut" title={log.body}>
        <AnsiText text={log.body} />
      </span>
    </li>
  )
}
