import type { VNode } from 'preact'

export interface SparkLineProps {
  /** Counts of equal slots of time, oldest first. */
  readonly counts: readonly number[]
  /** Where among them a save lies, from 0 to 1. */
  readonly edit?: number | undefined
  readonly words: string
}

const WIDTH = 96
const FLOOR = 20
const TALLEST = 17

export function SparkLine({ counts, edit, words }: SparkLineProps): VNode {
  const most = Math.max(...counts, 1)
  const step = WIDTH / Math.max(counts.length, 1)
  return (
    <svg class="fl-spark" viewBox={`0 0 ${WIDTH} 22`} role="img" aria-label={words}>
      {counts.map((count, slot) => {
        const height = count === 0 ? 1 : Math.max((count / most) * TALLEST, 2)
        return (
          <rect
            key={slot}
            class={count === 0 ? 'base' : undefined}
            x={slot * step}
            width={step - 1}
            y={FLOOR - height}
            height={height}
          />
        )
      })}
      {edit === undefined ? null : (
        <rect class="you" x={edit * WIDTH - 0.75} y={0} width={1.5} height={22} />
      )}
    </svg>
  )
}
