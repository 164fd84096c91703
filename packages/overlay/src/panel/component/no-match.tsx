import type { VNode } from 'preact'
import type { ListPath } from 'protocol'
import { useAnswer } from '../data/use-answer.ts'
import { toNoMatchText } from '../query/no-match.ts'
import { toWithoutLast } from '../query/without-last.ts'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'

export interface NoMatchProps {
  readonly path: ListPath
  /** What is looked for: `logs`. */
  readonly what: string
  readonly query: string
  /** A query as it is asked: with what else narrows the list. */
  readonly toAsked: (query: string) => string
  readonly onQuery: (query: string) => void
}

/** A list that only its filter leaves empty: how many there would be without it, one key away. */
export function NoMatch({ path, what, query, toAsked, onQuery }: NoMatchProps): VNode {
  const parts = toWithoutLast(query)
  const hasSeveral = parts !== undefined && parts.rest !== ''
  const all = useAnswer(path, { query: toAsked(''), limit: '0' })
  const fewer = useAnswer(path, hasSeveral ? { query: toAsked(parts.rest), limit: '0' } : undefined)
  const text = toNoMatchText({
    what,
    all: toTotal(all.value),
    withoutLast: hasSeveral ? (toTotal(fewer.value) ?? 0) : undefined,
  })
  return (
    <EmptyState
      icon="search"
      title={`No ${what} match`}
      actions={
        parts === undefined ? undefined : (
          <>
            <Button label={`Drop ${parts.last}`} isSmall onClick={() => onQuery(parts.rest)} />
            {hasSeveral ? (
              <Button label="Clear the filter" kind="quiet" isSmall onClick={() => onQuery('')} />
            ) : null}
          </>
        )
      }
    >
      {all.isLoading || fewer.isLoading ? '' : text}
    </EmptyState>
  )
}

function toTotal(value: { readonly total: number } | undefined): number | undefined {
  return value?.total
}
