import { readSentryAddress, toKeptPath } from 'protocol'
import type { GuardPolicy, RequestAddress } from 'protocol'
import type { Settings } from '../settings.ts'
import type { SidecarSeeker } from './sidecar-seeker.ts'

/** A request that was on its way to Sentry, and what is to be done with it. */
export interface Caught {
  readonly policy: GuardPolicy
  /** Of production. */
  readonly host: string
  /** The same place at the sidecar. */
  readonly path: string
}

/** Tells requests to Sentry from the app's own. */
export interface Guard {
  readonly sidecar: SidecarSeeker
  readonly find: (address: RequestAddress, hasAuth: boolean) => Caught | undefined
}

export type GuardSettings = Omit<Settings, 'sidecar'> & { readonly sidecar: SidecarSeeker }

export function createGuard({ sidecar, policies, run, service }: GuardSettings): Guard {
  const labels = new URLSearchParams()
  if (run !== undefined) labels.set('run', run)
  if (service !== undefined) labels.set('service', service)
  const suffix = labels.size === 0 ? '' : `&${labels.toString()}`
  return {
    sidecar,
    find: (address, hasAuth) => {
      const found = readSentryAddress(address, hasAuth)
      // A DSN that points at the sidecar is where it should go.
      if (found === undefined || found.host === sidecar.known()?.host) return undefined
      const policy = policies.of(found.project)
      const path = toKeptPath(found.path, found.host, policy) + suffix
      return { policy, host: found.host, path }
    },
  }
}
