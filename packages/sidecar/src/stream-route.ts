import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Store } from 'store'
import { toCorsHeaders } from './cors.ts'

/** Proxies close what is silent for long. */
const HEARTBEAT = 15_000

/**
 * `GET /stream`: every envelope as a server-sent event, first those that the reader missed. A slow
 * reader pulls slowly; nothing is gathered for it.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function sendStream(
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  store: Store,
): Promise<void> {
  const lastId = request.headers['last-event-id'] ?? query.get('lastEventId') ?? undefined
  const reader = await store.stream(single(lastId), query.has('base64'))
  response.on('close', () => reader.close())
  response.writeHead(200, {
    ...toCorsHeaders(request.headers),
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    // nginx gathers what it forwards unless told not to.
    'x-accel-buffering': 'no',
  })
  response.write(': footlight\n\n')
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(': \n\n')
  }, HEARTBEAT)
  try {
    for (;;) {
      const text = await reader.next()
      if (text === undefined || response.destroyed) break
      if (!response.write(text)) await waitForRoom(response)
    }
  } finally {
    clearInterval(heartbeat)
    reader.close()
    response.end()
  }
}

/** Leaves no listener behind: a slow reader makes us wait thousands of times. */
function waitForRoom(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done)
      resolve()
    }
    response.on('drain', done).on('close', done)
    if (response.destroyed) done()
  })
}

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value[0] : value
}
