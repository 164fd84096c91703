import { randomUUID } from 'node:crypto'

export interface SentError {
  readonly type?: string
  readonly value?: string
  readonly file?: string
  readonly transaction?: string
  readonly level?: string
}

/** Posts an error as an SDK would, to whatever answers below this address. */
export async function sendError(url: string, error: SentError = {}): Promise<void> {
  const { type = 'TypeError', value = "Cannot read properties of undefined (reading 'price')" } =
    error
  const event = {
    event_id: randomUUID().replaceAll('-', ''),
    timestamp: Date.now() / 1000,
    platform: 'javascript',
    level: error.level ?? 'error',
    transaction: error.transaction ?? 'POST /api/checkout',
    // Else all of them are one issue: they fail in one place.
    fingerprint: [type, value],
    exception: {
      values: [
        {
          type,
          value,
          mechanism: { type: 'generic', handled: false },
          stacktrace: {
            frames: [
              {
                function: 'total',
                filename: error.file ?? 'src/server/cart.ts',
                abs_path: error.file ?? '/app/src/server/cart.ts',
                lineno: 41,
                colno: 50,
                in_app: true,
                context_line: '    return item.quantity * catalog.get(item.sku).price',
              },
            ],
          },
        },
      ],
    },
  }
  const lines = [{ event_id: event.event_id }, { type: 'event' }, event]
  const body = lines.map((line) => JSON.stringify(line)).join('\n')
  const response = await fetch(`${url}__footlight/stream`, { method: 'POST', body })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
}

/** A save, as the plugin reports it. */
export async function sendEdit(url: string, file: string, time: number): Promise<void> {
  const edit = {
    time,
    file,
    change: 'update',
    hunks: [{ oldStart: 41, newStart: 41, lines: ['-a', '+b'] }],
    effect: 'hot-update',
  }
  const lines = [{}, { type: 'footlight.edit' }, edit]
  const body = lines.map((line) => JSON.stringify(line)).join('\n')
  await fetch(`${url}__footlight/stream`, { method: 'POST', body })
}
