import { browserPrefixes, toChildEnvironment } from '../child-environment.ts'
import type { Environment } from '../child-environment.ts'

/** A service as the project's own files make it. */
export interface ComposeService {
  readonly name: string
  readonly environment: Environment
}

export interface ComposeOverrideOptions {
  readonly services: readonly ComposeService[]
  /** The sidecar as browsers of this machine reach it. */
  readonly url: string
  /** What containers send with: they are not on loopback. */
  readonly ingestKey: string
  readonly run: string
  readonly guard: string | undefined
}

/** How containers call the machine that they run on; on Linux it has to be told to them. */
const HOST = 'host.docker.internal'

/**
 * What every service is told besides what its own files say, as a Compose file: JSON is YAML. What a
 * bundler gives to the page is for a browser, which is in no container.
 */
export function toComposeOverride(options: ComposeOverrideOptions): string {
  const { services, url, ingestKey, run, guard } = options
  const inside = `http://${HOST}:${new URL(url).port}/k/${ingestKey}`
  const seen = new Set(browserPrefixes.map((prefix) => `${prefix}SENTRY_SPOTLIGHT`))
  const entries = services.map(({ name, environment: inherited }) => {
    const { variables, changed } = toChildEnvironment({
      inherited,
      dotEnv: {},
      url: inside,
      token: '',
      run,
      service: name,
      guard,
      preload: undefined,
    })
    const set = changed.map((variable) => {
      const value = seen.has(variable) ? `${url}/stream` : (variables[variable] ?? '')
      return [variable, toUninterpolated(value)] as const
    })
    return [
      name,
      { environment: Object.fromEntries(set), extra_hosts: [`${HOST}:host-gateway`] },
    ] as const
  })
  return JSON.stringify({ services: Object.fromEntries(entries) }, null, 2)
}

/** @see https://docs.docker.com/reference/compose-file/interpolation/ */
function toUninterpolated(value: string): string {
  return value.replaceAll('$', '$$$$')
}
