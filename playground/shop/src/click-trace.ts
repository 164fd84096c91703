import * as Sentry from '@sentry/react'

/**
 * Begins a trace that holds all that a press of a button leads to: it stays open until the page has
 * been still for a second, as a navigation's does. The SDK itself begins one only for navigations.
 */
export function startClickTrace(title: string): void {
  const client = Sentry.getClient()
  if (client === undefined) return
  Sentry.startBrowserTracingNavigationSpan(client, {
    name: `Click: ${title}`,
    op: 'ui.action.click',
  })
}
