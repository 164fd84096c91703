/** How long a sidecar stays for nobody. */
const IDLE = 30_000

/** Runs out once nobody has been connected for a while, from the start on. */
export function createIdleTimer(onIdle: (() => void) | undefined): {
  readonly count: (connections: number) => void
  readonly close: () => void
} {
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  const start = (): void => {
    // The last connections end after this was closed; they must not hold the process.
    if (onIdle !== undefined && !isClosed) timer = setTimeout(onIdle, IDLE)
  }
  start()
  return {
    count: (connections) => {
      clearTimeout(timer)
      if (connections === 0) start()
    },
    close: () => {
      isClosed = true
      clearTimeout(timer)
    },
  }
}
