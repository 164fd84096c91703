import type { Kind } from 'protocol'

export const viewNames = ['pages', 'issues', 'traces', 'logs', 'arrivals', 'settings'] as const

export type ViewName = (typeof viewNames)[number]

export function isViewName(text: string): text is ViewName {
  return viewNames.some((name) => name === text)
}

/** Where each kind of record is shown: a kind without a view does not compile. */
export const viewOfKind: Readonly<Record<Kind, ViewName>> = {
  event: 'issues',
  transaction: 'traces',
  span: 'traces',
  log: 'logs',
  metric: 'arrivals',
  session: 'arrivals',
  session_count: 'arrivals',
  check_in: 'arrivals',
  client_report: 'arrivals',
  feedback: 'arrivals',
  replay: 'arrivals',
  replay_recording: 'arrivals',
  replay_video: 'arrivals',
  profile: 'arrivals',
  attachment: 'issues',
  minidump: 'arrivals',
  report: 'arrivals',
  unreal: 'arrivals',
  raw: 'arrivals',
  edit: 'pages',
  run: 'pages',
  page_load: 'pages',
  build_error: 'pages',
  output: 'logs',
  ledger: 'arrivals',
  finding: 'issues',
}
