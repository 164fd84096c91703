import type { CharacterSet } from './character-set.ts'

/** A place between two characters: `^`, `$`, `\b`, `\B`. */
export type Anchor = 'start' | 'end' | 'edge' | 'inside'

/** A regular expression as a tree. */
export type ExpressionPart =
  | { readonly type: 'characters'; readonly set: CharacterSet }
  | { readonly type: 'anchor'; readonly anchor: Anchor }
  | { readonly type: 'sequence'; readonly parts: readonly ExpressionPart[] }
  | { readonly type: 'choice'; readonly parts: readonly ExpressionPart[] }
  | Repetition

export interface Repetition {
  readonly type: 'repetition'
  readonly part: ExpressionPart
  readonly min: number
  /** `undefined`: without end. */
  readonly max: number | undefined
}
