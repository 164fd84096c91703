import type { FieldType } from '../table/column.ts'

/**
 * What a query asks, free of any dialect: fields are columns or attributes, values are typed, names
 * of scopes and traces are numbers. A dialect prints it; blocks are held against it.
 */
export type Plan =
  | { readonly type: 'all' }
  | { readonly type: 'none' }
  | { readonly type: 'and' | 'or'; readonly parts: readonly Plan[] }
  | { readonly type: 'not'; readonly part: Plan }
  | ValuePlan
  /** The pieces, one after another, anywhere in one of the columns. */
  | {
      readonly type: 'contains'
      readonly columns: readonly string[]
      readonly pieces: readonly string[]
    }
  | AmongPlan

/** What is asked of one field. */
export type ValuePlan =
  | EqualsPlan
  | ComparePlan
  | LikePlan
  | { readonly type: 'matches'; readonly target: Target; readonly expression: string }
  | { readonly type: 'has'; readonly target: Target }

export type Target =
  | {
      readonly type: 'column'
      readonly name: string
      readonly fieldType: FieldType
      /** Blocks know the words in it. */
      readonly hasWords: boolean
    }
  | { readonly type: 'attribute'; readonly key: string }

export interface EqualsPlan {
  readonly type: 'equals'
  readonly target: Target
  readonly text: string
  /** What the text means where an attribute is a number or a boolean: `yes` is true, `2k` is 2000. */
  readonly number: number | undefined
  readonly truth: boolean | undefined
}

export interface ComparePlan {
  readonly type: 'compare'
  readonly target: Target
  readonly operator: '=' | '>' | '>=' | '<' | '<='
  readonly value: number
}

/** Pieces that follow one another with anything between; an empty piece at an end is a wildcard there. */
export interface LikePlan {
  readonly type: 'like'
  readonly target: Target
  readonly pieces: readonly string[]
}

/** What rows belong to, which they know by number. */
export type LinkColumn = 'scope' | 'trace' | 'issue'

/** The row's scope, trace or issue is one of these, or it is one of these itself. */
export interface AmongPlan {
  readonly type: 'among'
  readonly column: LinkColumn | 'no'
  readonly numbers: readonly number[]
}

export const all: Plan = { type: 'all' }
export const none: Plan = { type: 'none' }

export function toEquals(target: Target, text: string): EqualsPlan {
  return { type: 'equals', target, text, number: undefined, truth: undefined }
}

export function toAnd(parts: readonly Plan[]): Plan {
  if (parts.some(({ type }) => type === 'none')) return none
  const told = parts.filter(({ type }) => type !== 'all')
  const [only] = told
  return told.length > 1 ? { type: 'and', parts: told } : (only ?? all)
}

export function toOr(parts: readonly Plan[]): Plan {
  if (parts.some(({ type }) => type === 'all')) return all
  const told = parts.filter(({ type }) => type !== 'none')
  const [only] = told
  return told.length > 1 ? { type: 'or', parts: told } : (only ?? none)
}

export function toNot(part: Plan): Plan {
  if (part.type === 'all') return none
  return part.type === 'none' ? all : { type: 'not', part }
}
