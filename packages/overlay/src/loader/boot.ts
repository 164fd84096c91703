import { readField } from './field.ts'
import { readCorner } from './placement.ts'
import type { PillAnchor } from './placement.ts'

/** What the page tells the loader before it starts. */
export interface Boot {
  /** Where `__footlight/` is, with the slash. */
  readonly url: string
  readonly subprotocol: 'vite-footlight' | 'footlight'
  /** Tells one project from another, for what is remembered of each. */
  readonly project: string
  readonly chord: string | undefined
  readonly anchor: PillAnchor | undefined
  /** Build errors are ours to show; Vite's own overlay was put aside. */
  readonly showsBuildErrors: boolean
  /** The guard was told to let something through to production. */
  readonly isLeaving: boolean
  readonly hasPill: boolean
  readonly opensAtStart: boolean
  /** The browser's own, where the guard kept it: SDKs tell of what goes through the page's. */
  readonly fetch: typeof fetch | undefined
}

/**
 * `facts` is `window.__footlight`, which the plugin leaves; `spotlight` is `window.__spotlight`,
 * which Django and others set before they load `/assets/main.js`. Both are the page's to change,
 * so they are read as anybody's. The script's own address is the one thing that is always there.
 */
export function readBoot(script: string, facts: unknown, spotlight: unknown): Boot {
  const init = readField(spotlight, 'initOptions')
  const served = readText(readField(facts, 'url'))
  const own = readField(readField(facts, 'early'), 'fetch')
  return {
    url: served ?? toOwnUrl(readText(readField(init, 'sidecarUrl')), script),
    subprotocol: served === undefined ? 'footlight' : 'vite-footlight',
    project: readText(readField(facts, 'project')) ?? '',
    chord: readText(readField(facts, 'openKey')),
    anchor: readCorner(readField(facts, 'position')) ?? readCorner(readField(init, 'anchor')),
    showsBuildErrors: readField(facts, 'showsBuildErrors') === true,
    isLeaving: /mirror|off/i.test(String(readField(facts, 'guard'))),
    hasPill: readField(init, 'showTriggerButton') !== false,
    opensAtStart: readField(init, 'openOnInit') === true,
    fetch: isFetch(own) ? own : undefined,
  }
}

/** `http://localhost:8969/stream` is what Spotlight's clients are told. */
function toOwnUrl(sidecar: string | undefined, script: string): string {
  if (sidecar !== undefined && URL.canParse(sidecar)) return new URL('/__footlight/', sidecar).href
  const { href } = new URL(script)
  const end = href.indexOf('__footlight/')
  return end === -1 ? new URL('/__footlight/', href).href : `${href.slice(0, end)}__footlight/`
}

function isFetch(value: unknown): value is typeof fetch {
  return typeof value === 'function'
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
