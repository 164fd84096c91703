/**
 * The local servers that let pages of other origins send a trace's headers, as pages name them. They
 * are told by the processes themselves, and as long as those live.
 */
export interface TracedOrigins {
  /** `{ origin, pid }`; anything else is left alone. */
  readonly add: (said: unknown) => void
  readonly list: () => readonly string[]
}

/** More than anyone has servers; the oldest go first. */
const LIMIT = 50

export function createTracedOrigins(isRunning: (pid: number) => boolean = isAlive): TracedOrigins {
  const pids = new Map<string, number>()
  return {
    add: (said) => {
      if (typeof said !== 'object' || said === null) return
      if (!('origin' in said && 'pid' in said)) return
      const { origin, pid } = said
      if (!isOrigin(origin) || typeof pid !== 'number' || !Number.isInteger(pid) || pid < 1) return
      pids.delete(origin)
      pids.set(origin, pid)
      const [oldest] = pids.keys()
      if (pids.size > LIMIT && oldest !== undefined) pids.delete(oldest)
    },
    list: () => {
      // Whoever listens there next may be one that refuses them.
      for (const [origin, pid] of pids) if (!isRunning(pid)) pids.delete(origin)
      return [...pids.keys()]
    },
  }
}

function isOrigin(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= 200 &&
    /^https?:/.test(value) &&
    URL.canParse(value) &&
    new URL(value).origin === value
  )
}

/** Of another user it is one as well, and only that it may not be asked. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
