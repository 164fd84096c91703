import type { OutgoingArrival } from 'client'
import type { BuildError } from './build-error.ts'
import type { Edit } from './edits.ts'
import type { Run } from './run.ts'

/** Our own facts travel as telemetry does: what is said of it there holds for them too. */
export type OwnItem =
  | { readonly type: 'footlight.edit'; readonly payload: Edit }
  | { readonly type: 'footlight.run'; readonly payload: Run }
  | { readonly type: 'footlight.build_error'; readonly payload: BuildError }
  | { readonly type: 'footlight.output'; readonly payload: Output }

/** What one stream of a process printed, the time before each line. */
export interface Output {
  readonly stream: 'stdout' | 'stderr'
  readonly pid: number | undefined
  readonly service: string
  readonly lines: readonly (readonly [time: number, line: string])[]
}

export function toArrival({ type, payload }: OwnItem, run: string): OutgoingArrival {
  const body = new TextEncoder().encode(JSON.stringify(payload))
  const header = JSON.stringify({ type, length: body.length })
  const head = new TextEncoder().encode(`{}\n${header}\n`)
  const bytes = new Uint8Array(head.length + body.length)
  bytes.set(head)
  bytes.set(body, head.length)
  return {
    path: '/stream',
    contentType: 'application/x-sentry-envelope',
    body: bytes,
    parameters: { run },
  }
}
