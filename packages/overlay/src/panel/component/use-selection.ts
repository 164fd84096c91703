import { useState } from 'preact/hooks'
import { useRemembered } from '../session/use-remembered.ts'

/** Which row is selected, and whether the list is read: then nothing in it may move. */
export interface Selection {
  readonly selected: string | undefined
  readonly onSelect: (key: string | undefined) => void
  readonly onTop: (isAtTop: boolean) => void
  readonly isReading: boolean
}

/** Kept under a name, so that Back finds the row that was left. */
export function useSelection(name: string): Selection {
  const [selected, onSelect] = useRemembered<string | undefined>(`${name}.selected`, undefined)
  const [isAtTop, onTop] = useState(true)
  return { selected, onSelect, onTop, isReading: selected !== undefined || !isAtTop }
}
