import type { VNode } from 'preact'
import type { EventItem, IssueDetail } from 'protocol'
import { pointAgents } from '../../agent/point-agents.ts'
import { AnsiText } from '../../component/ansi-text.tsx'
import { Button } from '../../component/button.tsx'
import { copyAndSay } from '../../component/copy-button.tsx'
import { LevelGlyph, toIssueGlyph } from '../../component/level-glyph.tsx'
import { openInEditor } from '../../component/open-editor.ts'
import { ServiceName } from '../../component/service-name.tsx'
import { SparkLine } from '../../component/spark-line.tsx'
import { Age, ClockTime } from '../../component/time-text.tsx'
import { toCountText, toCounted } from '../../format/number.ts'
import { useKeys } from '../../keys/use-keys.ts'
import { readScope } from '../../scope/scope.ts'
import { usePanel } from '../../session/panel.ts'
import { useRemembered } from '../../session/use-remembered.ts'
import { isUnhandled } from './exception-tree.ts'
import {
  toCulpritText,
  toIssueWords,
  toLongMessage,
  toSparkWords,
  toStatusWords,
} from './issues-model.ts'
import { askIssueBrief } from './ask-issue-brief.ts'
import { askFirstPlace } from './ask-first-place.ts'
import type { EventSteps } from './use-event-steps.ts'
import { useIssueMarks } from './use-issue-marks.ts'

export interface IssueHeadProps {
  readonly issue: IssueDetail
  readonly event: EventItem | undefined
  readonly steps: EventSteps
}

/** What it is called, how it stands, and everything that can be done with it. */
export function IssueHead({ issue, event, steps }: IssueHeadProps): VNode {
  const panel = usePanel()
  const { navigation, toasts } = panel
  const marks = useIssueMarks(issue)
  const long = toLongMessage(issue, event)
  const [isWhole, setWhole] = useRemembered(`issue.whole.${issue.id}`, false)
  const { type, value } = toIssueWords(issue)
  const { parameters } = navigation.place.value
  const { event: _event, ...listParameters } = parameters
  const list = { view: 'issues', id: undefined, parameters: listParameters } as const

  const openEditor = async (): Promise<void> => {
    const place = event && (await askFirstPlace(panel.client, event))
    if (place === undefined) toasts.complain('No frame of it is in a file of this project.')
    else await openInEditor(panel, place)
  }
  const copy = (): void => {
    void copyAndSay(panel, () => askIssueBrief(panel.client, issue, event), 'Copied for an agent')
  }
  const point = (): void => {
    void pointAgents(panel, { what: 'issue', id: issue.id.slice(0, 8), title: issue.title })
  }
  const group = 'Issue'
  useKeys([
    { keys: 'e', words: 'Open in editor', group, run: () => void openEditor() },
    { keys: 'c', words: 'Copy for agent', group, run: copy },
    { keys: 'a', words: 'Point agents at it', group, run: point },
    { keys: 'r', words: 'Resolve, reopen', group, run: marks.toggleResolved },
    { keys: 'm', words: 'Mute', group, run: marks.toggleMuted },
    { keys: 'p', words: 'Pin', group, run: marks.togglePinned },
    { keys: '[', words: 'Older event', group, run: () => steps.older?.() },
    { keys: ']', words: 'Newer event', group, run: () => steps.newer?.() },
    {
      keys: 't',
      words: 'Trace',
      group,
      run: () => {
        if (event?.traceId === undefined) return
        navigation.go({ view: 'traces', id: event.traceId, parameters: readScope(parameters) })
      },
    },
  ])

  return (
    <header class="fl-ihead">
      <div class="fl-row fl-way">
        <Button
          label="Back to issues"
          icon="back"
          kind="quiet"
          isSmall
          isIconOnly
          onClick={() => navigation.go(list)}
        />
        <span class="fl-12 fl-3rd fl-nowrap">
          Issues / <span class="fl-mono s">{issue.id.slice(0, 8)}</span>
        </span>
        <EventButtons steps={steps} count={issue.count} />
      </div>
      <h1 class={isWhole ? 'whole' : ''}>
        <b>
          <AnsiText text={isWhole ? (issue.type ?? '') : type} />
        </b>{' '}
        <AnsiText text={isWhole ? (long ?? value) : value} />
      </h1>
      {long === undefined ? null : (
        <button type="button" class="fl-link fl-12" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Less of the message' : 'The whole message'}
        </button>
      )}
      <IssueFacts issue={issue} event={event} />
      <div class="fl-row t fl-do">
        <Button
          label="Open in editor"
          icon="code"
          kind="primary"
          keys="e"
          onClick={() => void openEditor()}
        />
        <Button label="Copy for agent" icon="copy" keys="c" onClick={copy} />
        <Button label="Point agents at it" icon="spark" keys="a" isIconOnly onClick={point} />
        <span class="fl-push" />
        <Button
          label={issue.status === 'muted' ? 'Unmute' : 'Mute'}
          icon="mute"
          kind="quiet"
          keys="m"
          isPressed={issue.status === 'muted'}
          onClick={marks.toggleMuted}
        />
        <Button
          label={issue.status === 'resolved' ? 'Reopen' : 'Resolve'}
          icon="check"
          kind="quiet"
          keys="r"
          isPressed={issue.status === 'resolved'}
          onClick={marks.toggleResolved}
        />
        <Button
          label={issue.isPinned ? 'Unpin' : 'Pin'}
          icon="pin"
          kind="quiet"
          isIconOnly
          isPressed={issue.isPinned}
          onClick={marks.togglePinned}
        />
      </div>
    </header>
  )
}

function EventButtons({
  steps,
  count,
}: {
  readonly steps: EventSteps
  readonly count: number
}): VNode {
  const { ordinal, older, newer } = steps
  return (
    <span class="fl-push fl-row t">
      <span class="fl-12 fl-3rd fl-nowrap">
        <span class="q-hide">Event </span>
        {ordinal === undefined ? '' : `${toCountText(ordinal)} of `}
        {toCountText(Math.max(count, ordinal ?? 0))}
      </span>
      <span class="fl-group">
        <Button
          label="Older event"
          icon="up"
          isSmall
          isIconOnly
          disabledReason={older === undefined ? 'This is the oldest' : undefined}
          onClick={() => older?.()}
        />
        <Button
          label="Newer event"
          icon="down"
          isSmall
          isIconOnly
          disabledReason={newer === undefined ? 'This is the newest' : undefined}
          onClick={() => newer?.()}
        />
      </span>
    </span>
  )
}

function IssueFacts({ issue, event }: Pick<IssueHeadProps, 'issue' | 'event'>): VNode {
  const [status, tone] = toStatusWords(issue.status)
  const unhandled = event && isUnhandled(event)
  return (
    <div class="fl-row w fl-facts">
      <span class={`fl-chip ${tone}`}>{status}</span>
      <span class="fl-row t fl-12 fl-2nd">
        <LevelGlyph name={toIssueGlyph(issue)} />
        {unhandled === undefined ? event?.level : unhandled ? 'unhandled' : 'handled'}
      </span>
      {issue.services.map((service) => (
        <ServiceName key={service} name={service} />
      ))}
      <span class="fl-12 fl-2nd fl-nowrap">{toCounted(issue.count, 'event')}</span>
      <span class="fl-12 fl-3rd fl-nowrap">
        first <ClockTime time={issue.firstSeen} /> · last <Age time={issue.lastSeen} />
      </span>
      {issue.count > 1 ? <SparkLine counts={issue.timeline} words={toSparkWords(issue)} /> : null}
      <span class="fl-mono s fl-3rd fl-cut">{toCulpritText(event?.culprit ?? issue.culprit)}</span>
    </div>
  )
}
