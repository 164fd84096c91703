/** Where the sidecar is. One that is being started is waited for: meanwhile nothing may leave. */
export interface SidecarSeeker {
  /** As far as that can be said now. */
  readonly known: () => URL | undefined
  /** `undefined` when there is none to be had. */
  readonly find: () => Promise<URL | undefined>
}

export function toSeeker(sidecar: URL): SidecarSeeker {
  return { known: () => sidecar, find: () => Promise.resolve(sidecar) }
}

/** Where nobody listens: what must not leave, and has nowhere to go, is refused there. */
const NOWHERE = new URL('http://127.0.0.1:1/')

export async function findOrNowhere({ find }: SidecarSeeker): Promise<URL> {
  try {
    return (await find()) ?? NOWHERE
  } catch {
    return NOWHERE
  }
}
