/** Somebody rests on one of several things, which may lie apart: the pill and its menu. */
export interface Rest {
  readonly set: (thing: string, isThere: boolean) => void
  readonly isResting: () => boolean
  readonly close: () => void
}

/** Who only passes wants nothing, and who goes from one thing to the other is in between for a moment. */
const ENTER = 400
const LEAVE = 200

export function createRest(window: Window, onChange: (isResting: boolean) => void): Rest {
  const things = new Set<string>()
  let isResting = false
  let timer: number | undefined

  const decide = (): void => {
    if (isResting === things.size > 0) return
    isResting = things.size > 0
    onChange(isResting)
  }

  return {
    set: (thing, isThere) => {
      if (isThere) things.add(thing)
      else things.delete(thing)
      window.clearTimeout(timer)
      timer = window.setTimeout(decide, isThere ? ENTER : LEAVE)
    },
    isResting: () => isResting,
    close: () => window.clearTimeout(timer),
  }
}
