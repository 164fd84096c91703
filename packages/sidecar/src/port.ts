import { openListeners, PortTaken } from './listeners.ts'
import type { ListenerOptions, Listeners } from './listeners.ts'

/** Ports behind the wanted one that are tried before any free one is taken. */
const TRIES = 20

/** Listens on the wanted port, or on the next one that nobody has. */
export async function openFirstPort(
  options: ListenerOptions,
): Promise<Listeners & { readonly wanted: number }> {
  const { port: wanted } = options
  for (let port = wanted; port < wanted + TRIES; port++) {
    try {
      return { ...(await openListeners({ ...options, port })), wanted }
    } catch (error) {
      if (!(error instanceof PortTaken)) throw error
    }
  }
  return { ...(await openListeners({ ...options, port: 0 })), wanted }
}
