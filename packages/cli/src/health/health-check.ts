/** The links of the way from an app to here, each of which can be broken. */
export type HealthLink =
  | 'node'
  | 'folder'
  | 'sidecar'
  | 'versions'
  | 'vite'
  | 'page'
  | 'policy'
  | 'sdk'
  | 'sampling'
  | 'guard'
  | 'sources'
  | 'arrivals'

/** One thing that has to be right for telemetry to arrive. */
export interface HealthCheck {
  readonly link: HealthLink
  readonly state: 'good' | 'warning' | 'bad'
  readonly text: string
  /** The line that mends it. */
  readonly fix?: string
}

export function toGood(link: HealthLink, text: string): HealthCheck {
  return { link, state: 'good', text }
}

export function toWarning(link: HealthLink, text: string, fix: string): HealthCheck {
  return { link, state: 'warning', text, fix }
}

export function toBad(link: HealthLink, text: string, fix: string): HealthCheck {
  return { link, state: 'bad', text, fix }
}
