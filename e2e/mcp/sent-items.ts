import type { Footlight } from '../sidecar/footlight.ts'

/** What an app sends: an envelope of one item. */
export async function sendItem(
  { url }: Footlight,
  type: string,
  payload: object,
  header: object = {},
): Promise<void> {
  const body = [{ ...header }, { type }, payload].map((line) => JSON.stringify(line)).join('\n')
  const response = await fetch(`${url}/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-sentry-envelope' },
    body,
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
}

let last = 0

/** Lower-case hex, another one each time. */
function makeId(length: number): string {
  return (++last).toString(16).padStart(length, '0')
}

/** An error as Node's SDK sends it, in a route. */
export function makeError(
  value: string,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    event_id: makeId(32),
    timestamp: Date.now() / 1000,
    platform: 'node',
    level: 'error',
    transaction: 'POST /checkout',
    exception: {
      values: [
        {
          type: 'TypeError',
          value,
          stacktrace: {
            frames: [
              {
                filename: 'src/checkout.ts',
                function: 'checkout',
                lineno: 12,
                colno: 7,
                in_app: true,
              },
            ],
          },
        },
      ],
    },
    ...more,
  }
}

/** A run of the route, without children. */
export function makeRun(name: string): Readonly<Record<string, unknown>> {
  const now = Date.now() / 1000
  return {
    type: 'transaction',
    event_id: makeId(32),
    transaction: name,
    platform: 'node',
    // Not before: a run that was under way when something was saved proves nothing of it.
    start_timestamp: now,
    timestamp: now + 0.05,
    contexts: { trace: { trace_id: makeId(32), span_id: makeId(16), op: 'http.server' } },
  }
}

/** A save, as the Vite plugin reports it. */
export function makeEdit(file: string): Readonly<Record<string, unknown>> {
  return {
    file,
    change: 'update',
    time: Date.now(),
    hunks: [{ oldStart: 12, newStart: 12, lines: ['-  return a.b', '+  return a?.b'] }],
    effect: 'hot-update',
  }
}
