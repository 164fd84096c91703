import type { Notice } from '../api/read-api.ts'

/**
 * What sidecar and readers say to one another over the WebSocket, one JSON text each. Binary
 * messages are arrivals: see `arrival-frame.ts`.
 *
 *     reader ── hello ──▶ sidecar        reader ◀── welcome ── sidecar
 *            ── call ───▶                       ◀── result or failure
 *            ── subscribe ▶                     ◀── page, then changes
 *            ── arrival ─▶ (binary)             ◀── ack, once it is safe on disk
 *            ── answer ──▶                      ◀── ask (source questions to the plugin)
 */
export const wireVersion = 1

export type ReaderMessage =
  | Hello
  | Call
  | Subscribe
  | { readonly type: 'unsubscribe'; readonly id: number }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }

/** Who is at the other end: an agent's reads are shown to the person at the panel. */
export type ReaderName = 'loader' | 'panel' | 'plugin' | 'node' | 'cli' | 'mcp' | 'test' | 'other'

export interface Hello {
  readonly type: 'hello'
  readonly version: number
  readonly reader: ReaderName
  /** Made by the reader once; arrivals sent again after a reconnect are recognised by it. */
  readonly session: string
}

export type Parameters = Readonly<Record<string, string>>

export interface Call {
  readonly type: 'call'
  readonly id: number
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly parameters: Parameters
  readonly body: unknown
}

export interface Subscribe {
  readonly type: 'subscribe'
  readonly id: number
  readonly path: string
  readonly parameters: Parameters
}

export type SidecarMessage =
  | Welcome
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly failure: Failure }
  | Page
  | Change
  | Value
  | { readonly type: 'ack'; readonly frames: readonly number[] }
  | Ask
  | { readonly type: 'notice'; readonly notice: Notice }

export interface Welcome {
  readonly type: 'welcome'
  readonly version: number
  readonly sidecar: { readonly name: string; readonly version: string; readonly root: string }
}

/** Why a call was not answered, where in its query, and what would be right. */
export interface Failure {
  readonly code: string
  readonly message: string
  readonly position: number | undefined
  readonly fix: string | undefined
}

/** The first page of a live query. */
export interface Page {
  readonly type: 'page'
  readonly id: number
  readonly revision: number
  readonly items: readonly unknown[]
  readonly next: string | null
  readonly total: number
  readonly isTotalExact: boolean
}

/**
 * What is different since the revision before: the whole item where it is new, changed or moved.
 * First everything named goes (`remove` by its key, see `toItemKey`), then what is put is inserted
 * in the order given. What falls off the end of the page is removed as well.
 */
export interface Change {
  readonly type: 'change'
  readonly id: number
  readonly revision: number
  readonly put: readonly { readonly at: number; readonly item: unknown }[]
  readonly remove: readonly string[]
  /** The cursor behind what is the page's last item now. */
  readonly next: string | null
  readonly total: number
  readonly isTotalExact: boolean
}

/** The answer to a live question that is no list, again whenever it is another. */
export interface Value {
  readonly type: 'value'
  readonly id: number
  readonly revision: number
  readonly value: unknown
}

export interface Ask {
  readonly type: 'ask'
  readonly id: number
  readonly question: string
  readonly parameters: Parameters
}
