import { toCountText } from '../format/number.ts'

export interface NoMatchFacts {
  /** What is looked for: `logs`. */
  readonly what: string
  /** How many there are without any filter; unknown until it is answered. */
  readonly all: number | undefined
  /** How many there are without the last filter; the same, and for one filter alone. */
  readonly withoutLast: number | undefined
}

/** Why a list is empty, in figures: `2,413 logs are here, none with all of these.` */
export function toNoMatchText({ what, all, withoutLast }: NoMatchFacts): string {
  if (all === undefined) return ''
  if (all === 0) return `No ${what} are in this scope.`
  const none = `${toCountText(all)} ${what} are here, none with`
  if (withoutLast === undefined) return `${none} this.`
  return `${none} all of these. Without the last filter there are ${toCountText(withoutLast)}.`
}
