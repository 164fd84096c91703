import { readGuardPolicies } from 'protocol'
import type { GuardPolicies } from 'protocol'

/** What a process was told by whoever started it. */
export interface Settings {
  /** Where the sidecar takes things in. */
  readonly sidecar: URL
  readonly policies: GuardPolicies
  /** The start of a dev server or of `footlight run` that this process belongs to. */
  readonly run: string | undefined
  readonly service: string | undefined
}

export interface PreloadSettings extends Settings {
  /** What it does is told, where no SDK tells it; a worker that an SDK made for itself is only guarded. */
  readonly hasCapture: boolean
}

/** Where a sidecar is when nobody says otherwise. */
const DEFAULT_ADDRESS = 'http://127.0.0.1:8969/'

type Environment = Readonly<Record<string, string | undefined>>

/** `undefined` when somebody switched us off. An address that is none is the usual one. */
export function readSettings(environment: Environment): PreloadSettings | undefined {
  if (environment['FOOTLIGHT'] === 'off') return undefined
  const address = environment['FOOTLIGHT_URL'] ?? ''
  return {
    sidecar: new URL(URL.canParse(address) ? address : DEFAULT_ADDRESS),
    policies: readGuardPolicies(environment['FOOTLIGHT_GUARD']),
    run: environment['FOOTLIGHT_RUN'],
    service: environment['FOOTLIGHT_SERVICE'],
    hasCapture: environment['FOOTLIGHT_CAPTURE'] !== 'off',
  }
}
