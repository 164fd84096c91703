interface NetLog {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> }
  readonly events: readonly {
    readonly type: number
    readonly params?: { readonly url?: string; readonly initiator?: string }
  }[]
}

/** What Chromium writes where no page has asked: its own services look for updates and accounts. */
const NO_PAGE = 'not an origin'

/** Hosts that pages asked for, as a browser's own log of the network tells it. */
export function readNetLog(text: string): readonly string[] {
  const { constants, events } = JSON.parse(text) as NetLog
  const start = constants.logEventTypes['URL_REQUEST_START_JOB']
  return events
    .filter(({ type, params }) => type === start && (params?.initiator ?? NO_PAGE) !== NO_PAGE)
    .flatMap(({ params }) => (URL.canParse(params?.url ?? '') ? [params?.url ?? ''] : []))
    .map((url) => new URL(url))
    .filter(({ protocol }) => /^(?:http|ws)s?:$/.test(protocol))
    .map(({ hostname }) => hostname.replace(/^\[(.*)\]$/, '$1'))
}
