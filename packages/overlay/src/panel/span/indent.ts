const STEP = '  '

/** Whoever nests a thousand levels deep does not get a thousand times as many blanks. */
const DEEPEST = 40

export function toIndent(depth: number): string {
  return STEP.repeat(Math.min(depth, DEEPEST))
}
