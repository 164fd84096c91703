import type { ComponentChildren, VNode } from 'preact'
import type { EventItem, LogItem, SpanItem } from 'protocol'
import { AnsiText } from '../component/ansi-text.tsx'
import { AttributeList } from '../component/attribute-list.tsx'
import { Button } from '../component/button.tsx'
import { CopyButton } from '../component/copy-button.tsx'
import { LevelGlyph, toGlyphName } from '../component/level-glyph.tsx'
import { ServiceName } from '../component/service-name.tsx'
import { toDurationText } from '../format/duration.ts'
import { toCountText, toShareText } from '../format/number.ts'
import { toShortPath } from '../format/short-path.ts'
import { usePanel } from '../session/panel.ts'
import { toCodePlace, toShownAttributes, toStatement } from './span-facts.ts'
import { toSpanTone } from './span-tone.ts'
import { isFailed } from './span-words.ts'
import { StatementText } from './statement-text.tsx'
import './span-detail.css'

export interface SpanDetailProps {
  readonly span: SpanItem
  /** Of the whole trace. */
  readonly duration: number
  readonly errors: readonly EventItem[]
  readonly logs: readonly LogItem[]
  readonly onClose: () => void
  /** What else can be done with it. */
  readonly actions?: ComponentChildren
}

/** Logs of one span that are shown beside it. */
const LOG_LIMIT = 20

/** Everything a span says. */
export function SpanDetail(props: SpanDetailProps): VNode {
  const { span, duration, errors, logs, onClose } = props
  const { navigation } = usePanel()
  const { parameters } = navigation.place.value
  const statement = toStatement(span)
  const attributes = toShownAttributes(span)
  const filter = (text: string): void =>
    navigation.go({ view: 'traces', id: undefined, parameters: { ...parameters, query: text } })
  return (
    <aside class="fl-aside fl-trace-aside" aria-label="Span">
      <div class="fl-sec">
        <div class="fl-row">
          <i class={`fl-sw o-${toSpanTone(span.op)}`} />
          <span class="fl-12 fl-2nd fl-cut">
            {[span.op, statement?.system].filter(Boolean).join(' · ')}
          </span>
          <span class="fl-push" />
          {isFailed(span) ? <span class="fl-chip error">{span.status}</span> : null}
          <Button
            label="Close detail"
            icon="close"
            kind="quiet"
            isSmall
            isIconOnly
            onClick={onClose}
          />
        </div>
        <h2 class="fl-wrap">{span.name === '' ? span.op : span.name}</h2>
        <div class="fl-row t fl-12 fl-2nd">
          <ServiceName name={span.service} />
          {span.origin === undefined ? null : <span class="fl-mono s fl-cut">{span.origin}</span>}
          <span class="fl-push" />
          <CopyButton label="Copy span" toText={() => JSON.stringify(span, null, 2)} />
        </div>
        {span.statusMessage === undefined ? null : (
          <p class="t-error fl-12">{span.statusMessage}</p>
        )}
        <div class="fl-row t fl-gap-top">
          {props.actions}
          <OpenPlace span={span} />
        </div>
      </div>
      <div class="fl-sec">
        <dl class="fl-nums">
          <div>
            <dt>Duration</dt>
            <dd>{toDurationText(span.duration)}</dd>
          </div>
          <div>
            <dt>Itself</dt>
            <dd>{toDurationText(span.selfTime)}</dd>
          </div>
          <div>
            <dt>Of the trace</dt>
            <dd>{toShareText(span.duration, duration)}</dd>
          </div>
        </dl>
        {span.clockShift === undefined || span.clockShift === 0 ? null : (
          <p class="fl-11 fl-3rd">
            Moved by {toDurationText(span.clockShift)}: the clock of{' '}
            {span.service ?? 'this service'} is out of step.
          </p>
        )}
      </div>
      {statement === undefined ? null : (
        <div class="fl-sec">
          <h2>
            Statement
            <span class="fl-push" />
            <CopyButton label="Copy statement" toText={() => statement.text} />
          </h2>
          <StatementText statement={statement} />
        </div>
      )}
      {errors.length === 0 ? null : (
        <div class="fl-sec">
          <h2>
            Errors <span class="n">{toCountText(errors.length)}</span>
          </h2>
          {errors.map((event) => (
            <a
              key={event.id}
              class="fl-row t fl-link"
              href={navigation.toAddress({ view: 'issues', id: event.issueId, parameters: {} })}
              onClick={(click) => {
                click.preventDefault()
                navigation.go({
                  view: 'issues',
                  id: event.issueId,
                  parameters: { event: event.id },
                })
              }}
            >
              <LevelGlyph name={toGlyphName(event.level)} />
              <span class="fl-cut">{event.title}</span>
            </a>
          ))}
        </div>
      )}
      {logs.length === 0 ? null : (
        <div class="fl-sec">
          <h2>
            Logs <span class="n">{toCountText(logs.length)}</span>
          </h2>
          {logs.slice(0, LOG_LIMIT).map((log) => (
            <div key={log.id} class="fl-row t fl-12">
              <LevelGlyph name={toGlyphName(log.level)} />
              <span class="fl-cut fl-mono s">
                <AnsiText text={log.body} />
              </span>
            </div>
          ))}
        </div>
      )}
      <div class="fl-sec">
        <h2>
          Attributes <span class="n">{toCountText(attributes.length)}</span>
        </h2>
        <AttributeList attributes={attributes} onFilter={filter} />
      </div>
    </aside>
  )
}

/** Where in the code it was started, where the span says so. */
function OpenPlace({ span }: { readonly span: SpanItem }): VNode | null {
  const { client, toasts } = usePanel()
  const place = toCodePlace(span)
  if (place === undefined) return null
  const { file, line } = place
  const open = async (): Promise<void> => {
    const outcome = await client.change('POST', 'editor', { file, line })
    if (!outcome.ok) toasts.complain(outcome.failure.message)
  }
  const words = line === undefined ? toShortPath(file) : `${toShortPath(file)}:${line}`
  return <Button label={words} icon="code" kind="primary" isSmall onClick={() => void open()} />
}
