import { toFolded } from '../pattern.ts'
import { hasCharacter, isWordCharacter } from './character-set.ts'
import type { CharacterSet } from './character-set.ts'
import type { Anchor, ExpressionPart, Repetition } from './part.ts'
import { readPart } from './read-part.ts'

/**
 * Regular expressions of `=~`, in time linear in the text: a backtracking engine hangs on
 * `(a+)+$`, and it is telemetry that chooses the text. Letters match in either case; look-around
 * and references back are refused, since they cannot be linear.
 *
 * @see https://swtch.com/~rsc/regexp/regexp2.html
 */
export interface Expression {
  readonly steps: readonly Step[]
}

export type ExpressionReading =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly detail: string; readonly at: number }

/** What to do at a place in the text, then go on with the next step. */
type Step =
  | { readonly type: 'take'; readonly set: CharacterSet }
  | { readonly type: 'anchor'; readonly anchor: Anchor }
  | Fork
  | { readonly type: 'accept' }

interface Fork {
  readonly type: 'fork'
  to: number
  or: number
}

/** Each character of a text is held against every step at worst. */
const STEP_LIMIT = 500

export function readExpression(text: string): ExpressionReading {
  const reading = readPart(text)
  if (!reading.ok) return reading
  const steps = new StepList()
  steps.add(reading.part)
  if (steps.isFull) return { ok: false, detail: 'it is too large', at: 0 }
  return { ok: true, expression: { steps: [...steps.list, { type: 'accept' }] } }
}

/** Whether the expression is found anywhere in the text. */
export function matchesExpression({ steps }: Expression, text: string): boolean {
  const folded = toFolded(text)
  const run = new Run(steps, folded)
  let places: readonly number[] = []
  for (let at = 0; at <= folded.length; at++) {
    const code = folded.charCodeAt(at)
    const reached = run.reach(places, at)
    if (reached === undefined) return true
    places = reached.filter((place) => {
      const step = steps[place]
      return step?.type === 'take' && hasCharacter(step.set, code)
    })
  }
  return false
}

/** One walk through a text with all the steps it may stand at. */
class Run {
  readonly #steps: readonly Step[]
  readonly #text: string
  /** By step, behind which place it was reached last. */
  readonly #marks: Uint32Array

  constructor(steps: readonly Step[], text: string) {
    this.#steps = steps
    this.#text = text
    this.#marks = new Uint32Array(steps.length)
  }

  /** The steps that take a character, from those that took the last; `undefined`: it is found. */
  reach(taken: readonly number[], at: number): readonly number[] | undefined {
    const reached: number[] = []
    const open = [0, ...taken.map((place) => place + 1)]
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (this.#marks[place] === at + 1) continue
      this.#marks[place] = at + 1
      const step = this.#steps[place]
      if (step?.type === 'accept') return undefined
      if (step?.type === 'take') reached.push(place)
      else if (step?.type === 'fork') open.push(step.to, step.or)
      else if (step?.type === 'anchor' && this.#isAt(step.anchor, at)) open.push(place + 1)
    }
    return reached
  }

  #isAt(anchor: Anchor, at: number): boolean {
    if (anchor === 'start') return at === 0
    if (anchor === 'end') return at === this.#text.length
    const before = isWordCharacter(this.#text.charCodeAt(at - 1))
    const isEdge = before !== isWordCharacter(this.#text.charCodeAt(at))
    return isEdge === (anchor === 'edge')
  }
}

class StepList {
  readonly list: Step[] = []
  /** Repeating nothing adds no step, but counts: `(){999}` can be nested. */
  #count = 0

  get isFull(): boolean {
    return this.#count > STEP_LIMIT
  }

  add(part: ExpressionPart): void {
    if (++this.#count > STEP_LIMIT) return
    switch (part.type) {
      case 'characters':
        this.list.push({ type: 'take', set: part.set })
        break
      case 'anchor':
        this.list.push({ type: 'anchor', anchor: part.anchor })
        break
      case 'sequence':
        for (const member of part.parts) this.add(member)
        break
      case 'choice':
        this.#addChoice(part.parts)
        break
      case 'repetition':
        this.#addRepetition(part)
    }
  }

  #addChoice(parts: readonly ExpressionPart[]): void {
    const exits: Fork[] = []
    for (const part of parts.slice(0, -1)) {
      const fork = this.#addFork()
      this.add(part)
      exits.push(this.#addFork())
      fork.or = this.list.length
    }
    for (const last of parts.slice(-1)) this.add(last)
    for (const exit of exits) exit.to = exit.or = this.list.length
  }

  #addRepetition({ part, min, max }: Repetition): void {
    for (let count = 0; count < min && !this.isFull; count++) this.add(part)
    if (max === undefined) {
      const start = this.list.length
      const fork = this.#addFork()
      this.add(part)
      const back = this.#addFork()
      back.to = back.or = start
      fork.or = this.list.length
      return
    }
    const forks: Fork[] = []
    for (let count = min; count < max && !this.isFull; count++) {
      forks.push(this.#addFork())
      this.add(part)
    }
    for (const fork of forks) fork.or = this.list.length
  }

  #addFork(): Fork {
    const next = this.list.length + 1
    const fork: Fork = { type: 'fork', to: next, or: next }
    this.list.push(fork)
    return fork
  }
}
