import { readDock } from './dock.ts'
import type { Dock } from './dock.ts'
import { readPillCorner } from './pill-corner.ts'
import type { PillCorner } from './pill-corner.ts'

/**
 * What the loader in the page and the panel in its frame or window say to one another, by
 * `postMessage`. Both check the origin; what is inside is read field by field all the same, because
 * every script of the app may post to its own window.
 *
 *     panel ── ready ──▶ page      panel ◀── page, then open ── page
 *           ── close, dock, corner, chord, seen ─▶
 */

/** From the page to the panel. */
export type PageMessage =
  | { readonly type: 'page'; readonly facts: PageFacts }
  /** Go to this place of the panel: `issues/<id>`, `pages/<id>`, `traces/<id>`. */
  | { readonly type: 'open'; readonly path: string }

/** What the panel cannot know by itself. Sent when it is ready, and again when something changed. */
export interface PageFacts {
  readonly token: string
  readonly dock: Dock
  /** Of the pill; `undefined` where it was dragged elsewhere. */
  readonly corner: PillCorner | undefined
  readonly tabId: string
  /** The page load, or soft navigation, that is on screen: `pages` lists it under this id. */
  readonly pageId: string
  readonly traceId: string | undefined
  readonly url: string
  /** The key that opens the panel, as stored: `Alt+Shift+KeyX`. */
  readonly chord: string
  readonly violations: readonly PolicyViolation[]
  readonly cost: LoaderCost
}

/** The page's own Content-Security-Policy kept something out. */
export interface PolicyViolation {
  readonly directive: string
  readonly blocked: string
  readonly count: number
  /** Whether it was something of ours that was blocked. */
  readonly isOurs: boolean
}

/** What the overlay costs this page. */
export interface LoaderCost {
  readonly scriptTime: number
  readonly bytes: number
  /** Performance entries that found no room in the buffer. */
  readonly dropped: number
}

/** From the panel to the page. */
export type PanelMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'close' }
  | { readonly type: 'dock'; readonly dock: Dock }
  | { readonly type: 'corner'; readonly corner: PillCorner }
  | { readonly type: 'chord'; readonly chord: string }
  /** The issues were looked at: what is new is counted from now on. */
  | { readonly type: 'seen' }

/** Tells our messages from those of everybody else on the window. */
const MARK = 'footlight-message'

export function toPosted(message: PageMessage | PanelMessage): object {
  return { ...message, [MARK]: 1 }
}

export function readPageMessage(data: unknown): PageMessage | undefined {
  const fields = readFields(data)
  if (fields?.['type'] === 'open') return { type: 'open', path: toText(fields['path']) }
  if (fields?.['type'] !== 'page') return undefined
  const facts = toFields(fields['facts'])
  const cost = toFields(facts['cost'])
  const violations = Array.isArray(facts['violations']) ? facts['violations'] : []
  return {
    type: 'page',
    facts: {
      token: toText(facts['token']),
      dock: readDock(facts['dock']) ?? 'bottom',
      corner: readPillCorner(facts['corner']),
      tabId: toText(facts['tabId']),
      pageId: toText(facts['pageId']),
      traceId: typeof facts['traceId'] === 'string' ? facts['traceId'] : undefined,
      url: toText(facts['url']),
      chord: toText(facts['chord']),
      violations: violations.map(toFields).map((violation) => ({
        directive: toText(violation['directive']),
        blocked: toText(violation['blocked']),
        count: toNumber(violation['count']),
        isOurs: violation['isOurs'] === true,
      })),
      cost: {
        scriptTime: toNumber(cost['scriptTime']),
        bytes: toNumber(cost['bytes']),
        dropped: toNumber(cost['dropped']),
      },
    },
  }
}

export function readPanelMessage(data: unknown): PanelMessage | undefined {
  const fields = readFields(data)
  switch (fields?.['type']) {
    case 'ready':
    case 'close':
    case 'seen':
      return { type: fields['type'] }
    case 'dock': {
      const dock = readDock(fields['dock'])
      return dock && { type: 'dock', dock }
    }
    case 'corner': {
      const corner = readPillCorner(fields['corner'])
      return corner && { type: 'corner', corner }
    }
    case 'chord':
      return { type: 'chord', chord: toText(fields['chord']) }
    default:
      return undefined
  }
}

type Fields = Readonly<Record<string, unknown>>

function readFields(data: unknown): Fields | undefined {
  const fields = toFields(data)
  return fields[MARK] === 1 ? fields : undefined
}

function toFields(value: unknown): Fields {
  return isFields(value) ? value : {}
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function toNumber(value: unknown): number {
  return typeof value === 'number' ? value : 0
}
