/** `keep`: nothing leaves. `mirror`: both have it. `off`: only production, and it is counted. */
export type GuardPolicy = 'keep' | 'mirror' | 'off'

const POLICIES: readonly GuardPolicy[] = ['keep', 'mirror', 'off']

/** Which policy holds for a DSN's project. */
export interface GuardPolicies {
  readonly of: (project: string | undefined) => GuardPolicy
}

/**
 * `keep`, or with exceptions by project: `keep,4507=mirror`. A word that is none is left out: a
 * typing error must not send anything away.
 */
export function readGuardPolicies(text: string | undefined): GuardPolicies {
  let usual: GuardPolicy = 'keep'
  const exceptions = new Map<string, GuardPolicy>()
  for (const part of (text ?? '').split(',')) {
    const [left = '', right] = part.trim().split('=')
    const policy = POLICIES.find((name) => name === (right ?? left).trim().toLowerCase())
    if (policy === undefined) continue
    if (right === undefined) usual = policy
    else exceptions.set(left.trim(), policy)
  }
  return { of: (project) => exceptions.get(project ?? '') ?? usual }
}
