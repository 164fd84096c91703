import type { AskedFrame, HowResolved } from 'protocol'

interface CallPlace {
  readonly how: HowResolved
  /** The identifier at the frame's place: where it calls, that of what it calls. */
  readonly name: string | undefined
}

/**
 * The names of a stack's functions, outermost first. A minifier leaves letters; what the function
 * was called is known where its caller calls it.
 */
export function toFunctionNames(
  frames: readonly AskedFrame[],
  places: readonly CallPlace[],
): readonly (string | undefined)[] {
  return frames.map(({ function: name }, index) => {
    const caller = places[index - 1]
    if (!isMapped(places[index]) || !isMapped(caller) || !isMinified(name)) return name
    return caller?.name ?? name
  })
}

function isMapped(place: CallPlace | undefined): boolean {
  return place !== undefined && !['file', 'sdk', 'none'].includes(place.how)
}

function isMinified(name: string | undefined): boolean {
  return name === undefined || /^(?:\?|(?:async |new |Object\.)?[\w$]{1,2})$/.test(name)
}
