import type { VNode } from 'preact'
import { EmptyState } from '../../component/empty-state.tsx'
import { useAnswer } from '../../data/use-answer.ts'
import { toCountText } from '../../format/number.ts'
import { toLossWords } from './arrivals-model.ts'

const everything = {}

/** What is not here, who lost it and why. */
export function LossTable(): VNode {
  const answer = useAnswer('health', everything)
  const lost = answer.value?.lost ?? []
  if (lost.length === 0) {
    return (
      <div class="fl-body" aria-busy={answer.isLoading}>
        <EmptyState icon="check" title="Nothing is missing">
          No SDK said that it dropped anything, and everything that came is kept.
        </EmptyState>
      </div>
    )
  }
  return (
    <div class="fl-body">
      <table class="fl-table">
        <thead>
          <tr>
            <th>What happened</th>
            <th>Why</th>
            <th>What</th>
            <th>Service</th>
            <th class="fl-num">How many</th>
          </tr>
        </thead>
        <tbody>
          {lost.map(({ by, reason, category, service, quantity }) => (
            <tr key={`${by} ${reason} ${category} ${service ?? ''}`}>
              <td>{toLossWords(by)}</td>
              <td class="fl-mono s">{reason}</td>
              <td>{category}</td>
              <td>{service ?? ''}</td>
              <td class="fl-num">{toCountText(quantity)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
