import type { ViewName } from '../place/view-name.ts'
import { IssuesView } from './issues/issues-view.tsx'
import { toLazyView } from './lazy-view.tsx'
import { PagesView } from './pages/pages-view.tsx'
import type { View } from './view.ts'

// What opens first is there at once: a page, and what went wrong in it.
const traces = toLazyView(async () => (await import('./traces/traces-view.tsx')).TracesView)
const logs = toLazyView(async () => (await import('./logs/logs-view.tsx')).LogsView)
const arrivals = toLazyView(async () => (await import('./arrivals/arrivals-view.tsx')).ArrivalsView)
const settings = toLazyView(async () => (await import('./settings/settings-view.tsx')).SettingsView)

/** Every view there is: one without an entry does not compile. */
export const views: Readonly<Record<ViewName, View>> = {
  pages: { title: 'This page', icon: 'spark', key: 'p', Component: PagesView },
  issues: { title: 'Issues', icon: 'shield', key: 'i', Component: IssuesView },
  traces: { title: 'Traces', icon: 'layers', key: 't', ...traces },
  logs: { title: 'Logs', icon: 'list', key: 'l', ...logs },
  arrivals: { title: 'Arrivals', icon: 'download', key: 'a', ...arrivals },
  settings: { title: 'Settings', icon: 'gear', key: 's', ...settings },
}
