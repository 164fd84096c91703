import type { WorkerHandle } from './worker-handle.ts'
import type { Tell } from './worker-message.ts'

/** The place of a worker. It starts when it is needed, and anew after it could not start or ended. */
export interface WorkerSlot {
  readonly get: () => Promise<WorkerHandle>
  /** Tells it, if it is there. */
  readonly tell: (tell: Tell) => void
  /** Ends it; who asks next gets another. */
  readonly renew: () => void
  readonly close: () => Promise<void>
}

export function createWorkerSlot(
  start: (onLost: () => void) => Promise<WorkerHandle>,
  onLost: () => void = () => undefined,
): WorkerSlot {
  let worker: Promise<WorkerHandle> | undefined

  const open = async (): Promise<WorkerHandle> => {
    try {
      return await start(() => {
        worker = undefined
        onLost()
      })
    } catch (error) {
      worker = undefined
      throw error
    }
  }

  return {
    get: () => (worker ??= open()),
    tell: (tell) => {
      void worker?.then(
        (handle) => handle.tell(tell),
        () => undefined,
      )
    },
    renew: () => {
      const old = worker
      worker = undefined
      void old?.then(
        (handle) => handle.close(),
        () => undefined,
      )
    },
    close: async () => {
      const handle = await worker?.catch(() => undefined)
      await handle?.close()
    },
  }
}
