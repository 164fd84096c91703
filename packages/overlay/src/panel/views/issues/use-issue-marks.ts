import { useEffect } from 'preact/hooks'
import type { IssueDetail } from 'protocol'
import { usePanel } from '../../session/panel.ts'

export interface IssueMarks {
  readonly toggleResolved: () => void
  readonly toggleMuted: () => void
  readonly togglePinned: () => void
}

/** What a person does with an issue. Everyone who looks at it sees it at once. */
export function useIssueMarks(issue: IssueDetail | undefined): IssueMarks {
  const { client, toasts } = usePanel()
  const id = issue?.id
  const status = issue?.status

  const mark = async (name: string, done: string): Promise<void> => {
    if (id === undefined) return
    const outcome = await client.change('POST', `issues/${id}`, { mark: name })
    if (outcome.ok) toasts.say(done)
    else toasts.complain(outcome.failure.message)
  }

  // Seen is what was left again: while one looks at it, it stays what it was.
  useEffect(() => {
    if (id === undefined || status !== 'new') return undefined
    return () => void client.change('POST', `issues/${id}`, { mark: 'acknowledge' })
  }, [client, id, status])

  return {
    toggleResolved: () =>
      void (status === 'resolved'
        ? mark('reopen', 'Reopened')
        : mark('resolve', 'Resolved: it comes back by itself if it happens again')),
    toggleMuted: () =>
      void (status === 'muted' ? mark('unmute', 'No longer muted') : mark('mute', 'Muted')),
    togglePinned: () =>
      void (issue?.isPinned === true
        ? mark('unpin', 'No longer pinned')
        : mark('pin', 'Pinned: it is kept when room is made')),
  }
}
