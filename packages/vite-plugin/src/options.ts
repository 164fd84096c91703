import type { PillPosition } from 'protocol'

/** Everything has a default that suits nearly all: `footlight()` is the whole set-up. */
export interface FootlightOptions {
  /** The chord that opens the panel, by `event.code`: `Ctrl+Shift+Quote`. */
  readonly openKey?: string
  /** The corner the pill starts in. */
  readonly position?: PillPosition
  /** The command that opens files, as for `LAUNCH_EDITOR`: `code`, `webstorm`. */
  readonly editor?: string
  /**
   * A sidecar that runs already, by its address (with `?token=…`, or the token in the environment
   * as `FOOTLIGHT_TOKEN`); or where the one to start listens and keeps its data.
   */
  readonly sidecar?: string | SidecarPlace
  /**
   * What becomes of what SDKs send to production: `keep` it here (unless told otherwise), `mirror`
   * it, or `off`. With exceptions by project of the DSN: `keep,4507=mirror`.
   */
  readonly guard?: string
  readonly enabled?: boolean
}

export interface SidecarPlace {
  /** `0` takes a free one. */
  readonly port?: number
  readonly data?: string
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Whether the plugin does anything at all. A build that is previewed is looked at as users see it,
 * unless the preview was started through `footlight run`.
 */
export function isSwitchedOn(
  options: FootlightOptions,
  environment: Environment,
  isPreview: boolean,
): boolean {
  const named = environment['FOOTLIGHT']?.toLowerCase()
  if (named === 'off' || named === '0' || named === 'false') return false
  // Tests start dev servers too; nobody looks at their pages.
  if (options.enabled === false || environment['VITEST'] !== undefined) return false
  return !isPreview || environment['FOOTLIGHT_URL'] !== undefined
}

export type SidecarChoice =
  | { readonly type: 'start'; readonly place: SidecarPlace; readonly editor: string | undefined }
  | { readonly type: 'join'; readonly url: string; readonly token: string | undefined }
  | { readonly type: 'mistake'; readonly address: string }

/** Which sidecar is meant: the option, then what `footlight run` says, then one of our own. */
export function readSidecarChoice(
  { sidecar, editor }: FootlightOptions,
  environment: Environment,
): SidecarChoice {
  const address = typeof sidecar === 'string' ? sidecar : environment['FOOTLIGHT_URL']
  if (address === undefined) {
    return { type: 'start', place: typeof sidecar === 'object' ? sidecar : {}, editor }
  }
  if (!URL.canParse(address)) return { type: 'mistake', address }
  const { protocol, origin, searchParams } = new URL(address)
  if (protocol !== 'http:' && protocol !== 'https:') return { type: 'mistake', address }
  const token = searchParams.get('token') ?? environment['FOOTLIGHT_TOKEN']
  return { type: 'join', url: origin, token }
}
