import { readText } from '../json.ts'
import type { Attributes, Scope, Sdk } from '../record/base.ts'
import { toScope } from '../scope.ts'

export type AttributeScopes = (attributes: Attributes) => Scope

/**
 * Streamed spans, logs and metrics say in attributes what events say in fields. Nearly all entries
 * of a container say the same, so that equal answers share one scope. On logs and metrics Node's
 * SDKs tell the server's name in `server.address`; on spans that is the peer.
 */
export function createAttributeScopes(scope: Scope, hasServer = false): AttributeScopes {
  const known = new Map<string, Scope>()
  return (attributes) => {
    const service = readText(attributes['service.name'])
    const environment = readText(attributes['sentry.environment'])
    const release = readText(attributes['sentry.release'])
    const dist = readText(attributes['sentry.dist'])
    const platform = readText(attributes['sentry.platform'])
    const sdk = readText(attributes['sentry.sdk.name'])
    const version = readText(attributes['sentry.sdk.version'])
    const serverName = hasServer ? readText(attributes['server.address']) : undefined
    const key = `${service}\n${environment}\n${release}\n${dist}\n${platform}\n${sdk}\n${version}\n${serverName}`
    let found = known.get(key)
    if (found === undefined) {
      const said = { service, environment, release, dist, platform, sdk: toSdk(sdk, version) }
      // What the envelope says of its server is more exact than an entry.
      known.set(
        key,
        (found = toScope({ ...scope, serverName: scope.serverName ?? serverName }, said)),
      )
    }
    return found
  }
}

function toSdk(name: string | undefined, version: string | undefined): Sdk | undefined {
  return name === undefined ? undefined : { name, version }
}
