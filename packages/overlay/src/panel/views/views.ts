import type { ViewName } from '../place/view-name.ts'
import { ArrivalsView } from './arrivals/arrivals-view.tsx'
import { IssuesView } from './issues/issues-view.tsx'
import { LogsView } from './logs/logs-view.tsx'
import { PagesView } from './pages/pages-view.tsx'
import { SettingsView } from './settings/settings-view.tsx'
import { TracesView } from './traces/traces-view.tsx'
import type { View } from './view.ts'

/** Every view there is: one without an entry does not compile. */
export const views: Readonly<Record<ViewName, View>> = {
  pages: { title: 'This page', icon: 'spark', key: 'p', Component: PagesView },
  issues: { title: 'Issues', icon: 'shield', key: 'i', Component: IssuesView },
  traces: { title: 'Traces', icon: 'layers', key: 't', Component: TracesView },
  logs: { title: 'Logs', icon: 'list', key: 'l', Component: LogsView },
  arrivals: { title: 'Arrivals', icon: 'download', key: 'a', Component: ArrivalsView },
  settings: { title: 'Settings', icon: 'gear', key: 's', Component: SettingsView },
}
