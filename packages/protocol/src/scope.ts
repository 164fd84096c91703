import { isObject, readScalar, readText } from './json.ts'
import type { Scope, Sdk } from './record/base.ts'

export const emptyScope: Scope = {
  project: undefined,
  publicKey: undefined,
  service: undefined,
  environment: undefined,
  release: undefined,
  dist: undefined,
  serverName: undefined,
  platform: undefined,
  sdk: undefined,
}

/** A scope with what a payload says in place of what was known before; nothing known is lost. */
export function toScope(scope: Scope, said: Partial<Scope>): Scope {
  const platform = said.platform ?? scope.platform
  const sdk = said.sdk ?? scope.sdk
  return {
    project: said.project ?? scope.project,
    publicKey: said.publicKey ?? scope.publicKey,
    service: said.service ?? scope.service ?? toServiceName(sdk, platform),
    environment: said.environment ?? scope.environment,
    release: said.release ?? scope.release,
    dist: said.dist ?? scope.dist,
    serverName: said.serverName ?? scope.serverName,
    platform,
    sdk,
  }
}

export function readSdk(value: unknown): Sdk | undefined {
  if (!isObject(value)) return undefined
  const name = readText(value['name'])
  return name === undefined ? undefined : { name, version: readScalar(value['version']) }
}

/** `http://<key>@<host>/<path>/<project>`. */
export interface Dsn {
  readonly publicKey: string
  readonly host: string
  readonly project: string
}

const DSN = /^https?:\/\/([^:@/]*)(?::[^@/]*)?@([^/]+)(?:\/.*)?\/([^/?#]+)\/?$/

export function readDsn(value: unknown): Dsn | undefined {
  const match = typeof value === 'string' ? DSN.exec(value.trim()) : null
  const [, publicKey = '', host = '', project = ''] = match ?? []
  return match ? { publicKey, host, project } : undefined
}

const BROWSER_SDK =
  /^(?:sentry\.javascript\.(?:browser|react|vue|angular|svelte|solid|ember|gatsby)\b|footlight\.page$)/

/** Sentry's SDKs name no service; what they run in is the best label until someone names one. */
function toServiceName(sdk: Sdk | undefined, platform: string | undefined): string | undefined {
  if (platform === 'javascript' || (sdk && BROWSER_SDK.test(sdk.name))) return 'browser'
  if (platform !== undefined && platform !== 'other') return platform
  const [, language, runtime] = sdk?.name.split('.') ?? []
  return language === 'javascript' ? runtime : language
}
