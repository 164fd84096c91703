import type { Density } from '../session/preferences.ts'

/** So high are rows of one and of two lines, in px: what the tokens say, for what is placed before it is drawn. */
export const rowHeights: Readonly<Record<Density | 'coarse', Readonly<Record<RowLines, number>>>> =
  {
    dense: { one: 24, two: 44 },
    roomy: { one: 28, two: 52 },
    // Fingers need more than anybody chooses.
    coarse: { one: 36, two: 56 },
  }

export type RowLines = 'one' | 'two'
