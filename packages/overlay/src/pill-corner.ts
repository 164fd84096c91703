/** Where the pill can be put from the settings; dragged, it goes to any edge. */
export const pillCorners = ['bottom-right', 'bottom-left', 'top-right', 'top-left'] as const

export type PillCorner = (typeof pillCorners)[number]

export function readPillCorner(value: unknown): PillCorner | undefined {
  return pillCorners.find((corner) => corner === value)
}
