import { useMemo } from 'preact/hooks'
import type { VNode } from 'preact'
import { FailureState } from '../../component/failure-state.tsx'
import { AnsiText } from '../../component/ansi-text.tsx'
import { useLive } from '../../data/use-live.ts'
import { usePanel } from '../../session/panel.ts'
import { Attachments } from './attachments.tsx'
import { toSteps } from './breadcrumb-model.ts'
import { Exceptions } from './exceptions.tsx'
import { IssueHead } from './issue-head.tsx'
import { toSavesQuery, toTellingSave } from './issue-model.ts'
import { LastSave } from './last-save.tsx'
import { NearLogs } from './near-logs.tsx'
import { Steps } from './steps.tsx'
import { EventSurroundings } from './surroundings.tsx'
import { Threads } from './threads.tsx'
import { TraceExcerpt } from './trace-excerpt.tsx'
import { useEventSteps } from './use-event-steps.ts'

/** One thing that went wrong: what broke, where, what led there, and what stood around it. */
export function IssueView({ id }: { readonly id: string }): VNode {
  const { navigation } = usePanel()
  const { parameters } = navigation.place.value
  const live = useLive('issues/:id', { id })
  const issue = live.value
  const steps = useEventSteps(id, parameters['event'])
  const event = steps.event ?? issue?.event
  const saves = useLive('edits', issue && event && toSavesQuery(issue, event))
  const items = saves.value?.items
  const save = issue && toTellingSave(issue, items ?? [])
  const way = useMemo(
    () => (event === undefined ? [] : toSteps(event, items ?? [])),
    [event, items],
  )

  if (live.failure !== undefined && issue === undefined)
    return <FailureState failure={live.failure} />
  if (issue === undefined) return <div class="fl-body" aria-busy="true" />

  const addFilter = (filter: string): void =>
    navigation.go({
      view: 'issues',
      id: undefined,
      parameters: { ...parameters, event: '', query: filter },
    })

  return (
    <>
      <IssueHead issue={issue} event={event} steps={steps} />
      <div
        class="fl-body fl-issue-scroll"
        aria-busy={steps.isLoading || (event !== undefined && saves.status === 'loading')}
      >
        {event === undefined ? (
          <p class="fl-none">Its events are no longer here: room was made for newer ones.</p>
        ) : (
          <div class="fl-issue-body">
            <div class="l">
              {save === undefined ? null : <LastSave save={save} firstSeen={issue.firstSeen} />}
              <WholeMessage text={event.message ?? event.exceptions.at(-1)?.value} />
              <Exceptions event={event} save={save} />
              <Threads event={event} />
              <Attachments eventId={event.id} />
              <NearLogs event={event} />
            </div>
            <div class="r">
              <Steps steps={way} />
              <TraceExcerpt event={event} />
              <EventSurroundings key={event.id} event={event} onFilter={addFilter} />
            </div>
          </div>
        )}
      </div>
    </>
  )
}

/** The head shows a line; what has more of them stands here. */
function WholeMessage({ text }: { readonly text: string | undefined }): VNode | null {
  if (text === undefined || !text.trim().includes('\n')) return null
  return (
    <section>
      <h2 class="fl-h2">Message</h2>
      <pre class="fl-whole fl-mono" tabIndex={0}>
        <AnsiText text={text} />
      </pre>
    </section>
  )
}
