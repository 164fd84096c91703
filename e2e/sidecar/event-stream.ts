/** What a page's `EventSource` makes of a stream. */
export interface StreamedEvent {
  readonly type: string
  readonly id: string
  readonly data: string
}

/**
 * Reads a stream of server-sent events as a browser does, until it is closed.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
async function* readEvents(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): AsyncGenerator<StreamedEvent> {
  const stop = new AbortController()
  const response = await fetch(url, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: stop.signal,
  })
  if (response.headers.get('content-type') !== 'text/event-stream')
    throw new Error(`${response.status} ${await response.text()}`)
  let text = ''
  let id = ''
  const decoder = new TextDecoder()
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const fields = new Map(
          block
            .split('\n')
            .filter((line) => !line.startsWith(':'))
            .map((line) => /^(\w+): ?(.*)$/.exec(line) ?? [])
            .map(([, name = '', value = '']) => [name, value]),
        )
        id = fields.get('id') ?? id
        const data = fields.get('data')
        if (data !== undefined) yield { type: fields.get('event') ?? 'message', id, data }
      }
    }
  } finally {
    stop.abort()
  }
}

/** The first so many events, then the stream is closed. */
export async function takeEvents(
  count: number,
  url: string,
  headers?: Readonly<Record<string, string>>,
): Promise<readonly StreamedEvent[]> {
  const events: StreamedEvent[] = []
  for await (const event of readEvents(url, headers)) {
    events.push(event)
    if (events.length === count) break
  }
  return events
}
