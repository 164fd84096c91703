import { guardFetch } from './fetch-guard.ts'
import { createGuard } from './guard.ts'
import type { GuardSettings } from './guard.ts'
import { guardHttp } from './http-guard.ts'
import { createShipping } from './shipping.ts'

export interface OpenGuard {
  readonly close: () => void
}

/** From here on nothing of this process goes to Sentry without being asked about. */
export function openGuard(settings: GuardSettings): OpenGuard {
  const guard = createGuard(settings)
  const shipping = createShipping(settings.sidecar)
  const undo = [guardHttp(guard, shipping), guardFetch(guard, shipping)]
  return {
    close: () => {
      for (const restore of undo) restore()
      shipping.close()
    },
  }
}
