import { useReducer, useRef } from 'preact/hooks'

/** What was there when reading began stays until it ends, or until the latest is asked for. */
export interface Held<T> {
  readonly value: T
  readonly isBehind: boolean
  readonly showLatest: () => void
}

export interface HeldOptions {
  /** Which thing it is of: another one is never held back. */
  readonly key: string
  readonly isReading: boolean
  /** All of it was answered: before that there is nothing to hold on to. */
  readonly isWhole: boolean
}

export function useHeld<T>(latest: T, { key, isReading, isWhole }: HeldOptions): Held<T> {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const held = useRef({ value: latest, key, isWhole })
  const isKept = isReading && held.current.isWhole && held.current.key === key
  if (!isKept) held.current = { value: latest, key, isWhole }
  return {
    value: held.current.value,
    isBehind: held.current.value !== latest,
    showLatest: () => {
      held.current = { value: latest, key, isWhole }
      redraw(undefined)
    },
  }
}
