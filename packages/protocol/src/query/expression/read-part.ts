import { anyCharacter, classes } from './character-set.ts'
import type { Ranges } from './character-set.ts'
import type { Anchor, ExpressionPart } from './part.ts'

export type PartReading =
  | { readonly ok: true; readonly part: ExpressionPart }
  | { readonly ok: false; readonly detail: string; readonly at: number }

const DEPTH_LIMIT = 50
const COUNT = /\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/y

const anchors: ReadonlyMap<string, Anchor> = new Map([
  ['b', 'edge'],
  ['B', 'inside'],
])
const controls: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])
const quantifiers: ReadonlyMap<string, readonly [number, number | undefined]> = new Map([
  ['*', [0, undefined]],
  ['+', [1, undefined]],
  ['?', [0, 1]],
])

/** The tree of a regular expression, or what in it cannot be read. */
export function readPart(text: string): PartReading {
  const reader = new PartReader(text)
  const part = reader.read()
  return part === undefined ? { ok: false, ...reader.mistake } : { ok: true, part }
}

class PartReader {
  mistake: { readonly detail: string; readonly at: number } = { detail: '', at: 0 }
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): ExpressionPart | undefined {
    const part = this.#readChoice()
    if (part === undefined || this.#at === this.#text.length) return part
    return this.#fail('nothing opens this parenthesis')
  }

  #readChoice(): ExpressionPart | undefined {
    const parts: ExpressionPart[] = []
    do {
      const part = this.#readSequence()
      if (part === undefined) return undefined
      parts.push(part)
    } while (this.#skip('|'))
    const [only] = parts
    return parts.length === 1 ? only : { type: 'choice', parts }
  }

  #readSequence(): ExpressionPart | undefined {
    const parts: ExpressionPart[] = []
    while (this.#at < this.#text.length && !'|)'.includes(this.#text.charAt(this.#at))) {
      const part = this.#readOne()
      const repeated = part === undefined ? undefined : this.#readRepetition(part)
      if (repeated === undefined) return undefined
      parts.push(repeated)
    }
    return { type: 'sequence', parts }
  }

  #readOne(): ExpressionPart | undefined {
    const character = this.#text.charAt(this.#at)
    if (quantifiers.has(character)) return this.#fail('there is nothing to repeat')
    this.#at++
    switch (character) {
      case '(':
        return this.#readGroup()
      case '[':
        return this.#readSet()
      case '.':
        return { type: 'characters', set: anyCharacter }
      case '^':
        return { type: 'anchor', anchor: 'start' }
      case '$':
        return { type: 'anchor', anchor: 'end' }
      case '\\': {
        const anchor = anchors.get(this.#text.charAt(this.#at))
        if (anchor === undefined) return toCharacters(this.#readEscape())
        this.#at++
        return { type: 'anchor', anchor }
      }
      default:
        return toCharacters(toRanges(character))
    }
  }

  #readGroup(): ExpressionPart | undefined {
    const start = this.#at - 1
    if (this.#skip('?') && !this.#skip(':'))
      return this.#fail('look-around is not supported', start)
    if (++this.#depth > DEPTH_LIMIT) return this.#fail('it is nested too deep', start)
    const part = this.#readChoice()
    if (part === undefined) return undefined
    this.#depth--
    return this.#skip(')') ? part : this.#fail('nothing closes this parenthesis', start)
  }

  #readSet(): ExpressionPart | undefined {
    const start = this.#at - 1
    const isNegated = this.#skip('^')
    const ranges: (readonly [number, number])[] = []
    while (!this.#skip(']')) {
      if (this.#at >= this.#text.length) return this.#fail('nothing closes this bracket', start)
      const first = this.#readSetCharacter()
      if (first === undefined) return undefined
      ranges.push(...(this.#readRangeEnd(first) ?? first))
    }
    return { type: 'characters', set: { ranges, isNegated } }
  }

  /** `a-z`; a dash before the bracket or behind `\d` stands for itself. */
  #readRangeEnd(first: Ranges): Ranges | undefined {
    const start = this.#at
    const [[from, to] = [0, 1]] = first
    if (from !== to || !this.#skip('-')) return undefined
    const isLast = this.#at >= this.#text.length || this.#text.charAt(this.#at) === ']'
    const last = isLast ? undefined : this.#readSetCharacter()
    const [[end, same] = [-1, -1]] = last ?? []
    if (end >= from && end === same) return [[from, end]]
    this.#at = start
    return undefined
  }

  #readSetCharacter(): Ranges | undefined {
    const character = this.#text.charAt(this.#at++)
    return character === '\\' ? this.#readEscape() : toRanges(character)
  }

  #readEscape(): Ranges | undefined {
    const character = this.#text.charAt(this.#at++)
    const ranges = classes.get(character)
    if (ranges !== undefined) return ranges
    const control = controls.get(character)
    if (control !== undefined) return toRanges(control)
    if (/^\W$|^_$/.test(character)) return toRanges(character)
    return this.#fail(`\`\\${character}\` is not supported`, this.#at - 2)
  }

  #readRepetition(part: ExpressionPart): ExpressionPart | undefined {
    const start = this.#at
    const bounds = this.#readBounds()
    if (bounds === undefined) return part
    const [min, max] = bounds
    if (max !== undefined && max < min)
      return this.#fail('its bounds are in the wrong order', start)
    // Whether it takes much or little first makes no difference to whether there is a match.
    this.#skip('?')
    if (this.#readBounds() !== undefined) return this.#fail('there is nothing to repeat', start)
    return { type: 'repetition', part, min, max }
  }

  #readBounds(): readonly [number, number | undefined] | undefined {
    const bounds = quantifiers.get(this.#text.charAt(this.#at))
    if (bounds !== undefined) this.#at++
    if (bounds !== undefined) return bounds
    COUNT.lastIndex = this.#at
    const match = COUNT.exec(this.#text)
    if (match === null) return undefined
    this.#at = COUNT.lastIndex
    const [, min, comma, max] = match
    if (comma === undefined) return [Number(min), Number(min)]
    return [Number(min), max === undefined ? undefined : Number(max)]
  }

  #skip(character: string): boolean {
    if (this.#text.charAt(this.#at) !== character) return false
    this.#at++
    return true
  }

  #fail(detail: string, at: number = this.#at): undefined {
    this.mistake = { detail, at }
    return undefined
  }
}

function toRanges(character: string): Ranges {
  const code = character.charCodeAt(0)
  return [[code, code]]
}

function toCharacters(ranges: Ranges | undefined): ExpressionPart | undefined {
  return ranges && { type: 'characters', set: { ranges, isNegated: false } }
}
