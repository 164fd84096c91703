import type { Client } from 'client'
import type {
  EventItem,
  Failure,
  Issue,
  IssueDetail,
  List,
  ListPath,
  LogItem,
  MetricItem,
  Parameters,
  ReadApi,
  SpanItem,
  TraceDetail,
  TraceSummary,
} from 'protocol'

/** What a test asks about what its app just did. Every answer has everything that was sent before the question. */
export interface TelemetryReader {
  readonly issues: (query?: string) => Promise<readonly Issue[]>
  readonly events: (query?: string) => Promise<readonly EventItem[]>
  readonly spans: (query?: string) => Promise<readonly SpanItem[]>
  readonly logs: (query?: string) => Promise<readonly LogItem[]>
  readonly traces: (query?: string) => Promise<readonly TraceSummary[]>
  readonly metrics: (query?: string) => Promise<readonly MetricItem[]>
  readonly issue: (id: string) => Promise<IssueDetail>
  readonly trace: (id: string) => Promise<TraceDetail>
  /** The first that matches, as soon as it is there; rejected when it does not come. */
  readonly waitFor: <L extends WaitList = 'events'>(
    query: string,
    options?: WaitOptions<L>,
  ) => Promise<ReadApi[L]['items'][number]>
  /** A number of spans: `p95(duration)`; `undefined` where none match. */
  readonly stat: (stat: string, query: string) => Promise<number | undefined>
}

export type WaitList = 'events' | 'issues' | 'spans' | 'logs' | 'traces' | 'metrics'

export interface WaitOptions<L extends WaitList> {
  /** Where to look; errors and messages unless told. */
  readonly list?: L
  /** Milliseconds; 5 seconds unless told. */
  readonly timeout?: number
}

/** A test that has more than this to look at asks for less. */
const LIMIT = 5000
const WAIT_TURN = 20_000
const PAUSE = 5

/** `from`: what came before this time is another test's. */
export function createTelemetryReader(client: Client, from: () => number): TelemetryReader {
  const ask = async <P extends keyof ReadApi>(
    path: P,
    parameters: Parameters,
  ): Promise<ReadApi[P]> => {
    const outcome = await client.ask(path, parameters)
    if (outcome.ok) return outcome.value
    throw toError(outcome.failure, parameters['query'])
  }

  const settle = async (): Promise<void> => {
    while ((await ask('health', {})).backlog > 0) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
  }

  const toQuery = (path: ListPath, query: string | undefined): string => {
    const since = from()
    const term = since === 0 ? '' : `${timeFields[path] ?? 'time'}:>=${since}`
    if (query === undefined || query === '') return term
    return term === '' ? query : `(${query}) ${term}`
  }

  const list = async <P extends WaitList>(
    path: P,
    query: string | undefined,
  ): Promise<readonly ReadApi[P]['items'][number][]> => {
    await settle()
    const answer: List<ReadApi[P]['items'][number]> = await ask(path, {
      query: toQuery(path, query),
      limit: String(LIMIT),
    })
    return answer.items
  }

  return {
    issues: (query) => list('issues', query),
    events: (query) => list('events', query),
    spans: (query) => list('spans', query),
    logs: (query) => list('logs', query),
    traces: (query) => list('traces', query),
    metrics: (query) => list('metrics', query),
    issue: async (id) => {
      await settle()
      return ask('issues/:id', { id })
    },
    trace: async (id) => {
      await settle()
      return ask('traces/:traceId', { traceId: id })
    },
    waitFor: async <L extends WaitList = 'events'>(
      query: string,
      options: WaitOptions<L> = {},
    ): Promise<ReadApi[L]['items'][number]> => {
      const { timeout = 5000 } = options
      // Without a list it is the one that the type says.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const path = options.list ?? ('events' as L)
      const end = performance.now() + timeout
      for (;;) {
        const wait = Math.min(Math.max(end - performance.now(), 0), WAIT_TURN)
        const answer: List<ReadApi[L]['items'][number]> = await ask(path, {
          query: toQuery(path, query),
          limit: '1',
          wait: String(Math.round(wait)),
        })
        const [first] = answer.items
        if (first !== undefined) return first
        if (performance.now() >= end) throw await toTimeout(client, path, query, timeout)
      }
    },
    stat: async (stat, query) => {
      await settle()
      const { rows } = await ask('stats', { source: 'spans', stat, query: toQuery('spans', query) })
      return rows[0]?.values[stat] ?? undefined
    },
  }
}

const timeFields: Partial<Readonly<Record<ListPath, string>>> = {
  issues: 'last_seen',
  traces: 'start',
}

/** What did come says more than what did not. */
async function toTimeout(
  client: Client,
  path: WaitList,
  query: string,
  timeout: number,
): Promise<Error> {
  const outcome = await client.ask(path, { limit: '5' })
  const items: readonly object[] = outcome.ok ? outcome.value.items : []
  const names = items.map((item) => `  ${toTitle(item)}`)
  const rest =
    names.length === 0 ? `No ${path} came at all.` : `What came instead:\n${names.join('\n')}`
  return new Error(`Nothing among the ${path} matched ${query} within ${timeout} ms. ${rest}`)
}

function toTitle(item: object): string {
  for (const field of ['title', 'body', 'name']) {
    const value: unknown = Reflect.get(item, field)
    if (typeof value === 'string') return value.slice(0, 200)
  }
  return JSON.stringify(item).slice(0, 200)
}

function toError({ message, fix }: Failure, query: string | undefined): Error {
  const words = [message, query === undefined ? '' : `The query was: ${query}`, fix ?? '']
  return new Error(words.filter((part) => part !== '').join('\n'))
}
