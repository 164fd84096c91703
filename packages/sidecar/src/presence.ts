/** What a sidecar tells everybody on this machine: that it is here, and whose. */
export interface Presence {
  readonly name: 'footlight'
  readonly version: string
  /** Tells one project's folder from another's without naming it. */
  readonly root: string
}

const PATIENCE = 2000

/** Who answers at an address; `undefined` when it is no sidecar. */
export async function readPresence(url: string): Promise<Presence | undefined> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(PATIENCE) })
    const said: unknown = await response.json()
    if (typeof said !== 'object' || said === null) return undefined
    if (!('name' in said && 'version' in said && 'root' in said)) return undefined
    const { name, version, root } = said
    const isKnown = name === 'footlight' && typeof version === 'string' && typeof root === 'string'
    return isKnown ? { name, version, root } : undefined
  } catch {
    return undefined
  }
}
