/** Beats whenever rows were written: what waits for an answer looks again. */
export interface Pulse {
  readonly beat: () => void
  readonly listen: (listener: () => void) => () => void
  /** Fulfilled with the next beat, or when time is up. */
  readonly next: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

export function createPulse(): Pulse {
  const listeners = new Set<() => void>()
  const listen = (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    beat: () => {
      for (const listener of listeners) listener()
    },
    listen,
    next: (milliseconds, signal) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer)
          stop()
          signal.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, milliseconds)
        const stop = listen(done)
        signal.addEventListener('abort', done)
        if (signal.aborted) done()
      }),
  }
}
