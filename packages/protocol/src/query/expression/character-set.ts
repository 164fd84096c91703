/** UTF-16 code units from and to, both included, in order. */
export type Ranges = readonly (readonly [number, number])[]

/** Which characters a part of an expression takes; letters in either case. */
export interface CharacterSet {
  readonly ranges: Ranges
  readonly isNegated: boolean
}

const LAST = 0xffff

const digits: Ranges = [[48, 57]]
const wordCharacters: Ranges = [...digits, [65, 90], [95, 95], [97, 122]]
const blanks: Ranges = [
  [9, 13],
  [32, 32],
  [160, 160],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
]

/** `\d`, `\W` and their kin, by letter. */
export const classes: ReadonlyMap<string, Ranges> = new Map([
  ['d', digits],
  ['w', wordCharacters],
  ['s', blanks],
  ['D', toOthers(digits)],
  ['W', toOthers(wordCharacters)],
  ['S', toOthers(blanks)],
])

/** `.`: all but the line feed. */
export const anyCharacter: CharacterSet = { ranges: [[10, 10]], isNegated: true }

/** `code` is of a text whose ASCII letters are in lower case. */
export function hasCharacter({ ranges, isNegated }: CharacterSet, code: number): boolean {
  const isLetter = code >= 97 && code <= 122
  return (isWithin(ranges, code) || (isLetter && isWithin(ranges, code - 32))) !== isNegated
}

export function isWordCharacter(code: number): boolean {
  return isWithin(wordCharacters, code)
}

function isWithin(ranges: Ranges, code: number): boolean {
  return ranges.some(([from, to]) => code >= from && code <= to)
}

function toOthers(ranges: Ranges): Ranges {
  const others: [number, number][] = []
  let next = 0
  for (const [from, to] of ranges) {
    if (from > next) others.push([next, from - 1])
    next = to + 1
  }
  return next > LAST ? others : [...others, [next, LAST]]
}
