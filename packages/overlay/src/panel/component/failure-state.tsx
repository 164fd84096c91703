import type { VNode } from 'preact'
import type { Failure } from 'protocol'
import { EmptyState } from './empty-state.tsx'

/** A question that was not answered: what, why, and what mends it. */
export function FailureState({ failure }: { readonly failure: Failure }): VNode {
  const { position, message, fix } = failure
  const place = position === undefined ? '' : `Position ${position + 1}: `
  return (
    <EmptyState icon="shield" title={place + message}>
      {fix}
    </EmptyState>
  )
}
