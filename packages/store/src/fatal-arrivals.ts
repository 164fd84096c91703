import type { LogPosition } from './log/segment.ts'

/** An arrival that no worker lives through, and what the last one died of. */
export interface FatalArrival {
  readonly at: LogPosition
  readonly detail: string
}

/** What workers died of: nothing of theirs is left but where they were in the log. */
export interface FatalArrivals {
  /** Where the worker writes that, as `createTrail` does. */
  readonly trail: SharedArrayBuffer
  /** A worker has ended, and nobody had asked it to. */
  readonly blame: (detail: string) => void
  /** Arrivals that the next worker is not to read. */
  readonly list: () => readonly FatalArrival[]
}

/** One death may be a chance: the memory of the machine, somebody else's doing. */
const DEATHS = 2

const NOWHERE = -1

/** The arrival a worker is at, in memory that it shares and that outlives it. */
export interface Trail {
  readonly enter: (at: LogPosition) => void
  readonly leave: () => void
}

export function createTrail(memory: SharedArrayBuffer): Trail {
  const place = new Float64Array(memory)
  return {
    enter: ({ segment, offset }) => {
      place[1] = offset
      place[0] = segment
    },
    leave: () => {
      place[0] = NOWHERE
    },
  }
}

export function createFatalArrivals(): FatalArrivals {
  const trail = new SharedArrayBuffer(2 * Float64Array.BYTES_PER_ELEMENT)
  const place = new Float64Array(trail).fill(NOWHERE)
  const fatal: FatalArrival[] = []
  let suspect: LogPosition | undefined
  let deaths = 0

  return {
    trail,
    blame: (detail) => {
      const [segment = NOWHERE, offset = NOWHERE] = place
      place.fill(NOWHERE)
      if (segment === NOWHERE) return
      const isSame = suspect?.segment === segment && suspect.offset === offset
      deaths = isSame ? deaths + 1 : 1
      suspect = { segment, offset }
      if (deaths === DEATHS) fatal.push({ at: suspect, detail })
    },
    list: () => fatal,
  }
}
