import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * V8 collects when its own heap grows, and takes little notice of buffers outside of it: five bodies
 * of 100 MB, one after another, made a process of 480 MB. Collected after each it is one of 210.
 */
export interface LargeGarbage {
  /** So many bytes are about to be read. What was read before may go first. */
  readonly expect: (bytes: number) => void
}

const LARGE = 4 << 20

export function createLargeGarbage(collect: () => void = toCollect()): LargeGarbage {
  let isDirty = false
  const clean = (): void => {
    if (isDirty) collect()
    isDirty = false
  }
  return {
    expect: (bytes) => {
      if (bytes < LARGE) return
      clean()
      isDirty = true
      // By then whoever asked for them has made records or an answer of them.
      setImmediate(clean)
    },
  }
}

/** Node offers it behind a flag only, which may be set at any time. */
function toCollect(): () => void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  return () => {
    if (typeof collect === 'function') Reflect.apply(collect, undefined, [])
  }
}
