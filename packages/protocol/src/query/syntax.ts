/**
 * A query as a tree. `start` and `end` are UTF-16 offsets into its source; those of a junction
 * include the parentheses around it. An `and` of nothing is the empty query, which everything
 * matches; other junctions have two terms or more.
 */
export type Query = QueryJunction | QueryNegation | QueryTerm

export interface QueryExtent {
  readonly start: number
  readonly end: number
}

export interface QueryJunction extends QueryExtent {
  readonly type: 'and' | 'or'
  readonly terms: readonly Query[]
}

export interface QueryNegation extends QueryExtent {
  readonly type: 'not'
  readonly term: Query
}

export type QueryTerm = FilterTerm | RangeTerm | HasTerm | IsTerm | TextTerm | AggregateTerm

export interface QueryKey {
  readonly key: string
  /** Written `tags[key]`: a tag, also where a field has the same name. */
  readonly isTag: boolean
}

export type QueryOperator = '=' | '!=' | '>' | '>=' | '<' | '<=' | '=~'

/** `key:value`, `key:>5`, `key:[a, "b c"]`. Several values: one of them. */
export interface FilterTerm extends QueryExtent, QueryKey {
  readonly type: 'filter'
  readonly operator: QueryOperator
  readonly values: readonly QueryValue[]
}

/** `key:100ms..2s`, both ends included. */
export interface RangeTerm extends QueryExtent, QueryKey {
  readonly type: 'range'
  readonly from: QueryValue
  readonly to: QueryValue
}

export interface HasTerm extends QueryExtent, QueryKey {
  readonly type: 'has'
}

export interface IsTerm extends QueryExtent {
  readonly type: 'is'
  readonly value: QueryValue
}

/** Words beside one another, or one text in quotes; found anywhere in a title or message. */
export interface TextTerm extends QueryExtent {
  readonly type: 'text'
  readonly value: QueryValue
}

/** `p95(duration):>2s` */
export interface AggregateTerm extends QueryExtent {
  readonly type: 'aggregate'
  readonly name: string
  readonly parameters: readonly QueryValue[]
  readonly operator: QueryOperator
  readonly value: QueryValue
}

/** A value as written, without its quotes but with its escapes: `value.ts` and `pattern.ts` read it. */
export interface QueryValue extends QueryExtent {
  readonly raw: string
  readonly isQuoted: boolean
}
