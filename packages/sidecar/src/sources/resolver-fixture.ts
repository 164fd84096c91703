import type { AskedFrame, ServedModule } from 'protocol'
import { onTestFinished } from 'vitest'
import type { AskedImage } from './asked-stack.ts'
import type { ResolvedFrame } from './resolved-frame.ts'
import { createResolver } from './resolver.ts'

/** A frame that says no more than it is told to. */
export function makeAskedFrame(fields: Partial<AskedFrame>): AskedFrame {
  return {
    filename: undefined,
    absPath: undefined,
    module: undefined,
    function: undefined,
    line: undefined,
    column: undefined,
    inApp: undefined,
    context: undefined,
    ...fields,
  }
}

export interface Resolving {
  readonly roots: readonly string[]
  readonly buildFolders?: readonly string[]
  readonly images?: readonly AskedImage[]
  /** What a dev server answers, by address. */
  readonly served?: Readonly<Record<string, ServedModule>>
  readonly around?: number
}

/** Answers frames as the thread would, again and again with the same caches. */
export function makeResolve(
  options: Resolving,
): (fields: Partial<AskedFrame>) => Promise<ResolvedFrame> {
  const { roots, buildFolders = ['dist'], images = [], served = {}, around = 5 } = options
  let clock = 0
  const resolver = createResolver({
    roots,
    buildFolders,
    ask: (url) => Promise.resolve(served[url]),
    // A minute passes between two questions: the listing of files is made anew.
    now: () => (clock += 60_000),
  })
  onTestFinished(() => resolver.close())
  return async (fields) => {
    const [found] = await resolver.resolve({ frames: [makeAskedFrame(fields)], images }, around)
    if (!found) throw new Error('no answer for the frame')
    return found
  }
}
