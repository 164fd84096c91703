import { usePanel } from '../session/panel.ts'
import { rowHeights } from './row-height.ts'
import type { RowLines } from './row-height.ts'

/** How high the rows of a list are for whom it is drawn. */
export function useRowHeight(lines: RowLines): number {
  const { preferences } = usePanel()
  const isCoarse = window.matchMedia('(pointer: coarse)').matches
  return rowHeights[isCoarse ? 'coarse' : preferences.density.value][lines]
}
