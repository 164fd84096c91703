import type { MissingSource } from 'protocol'

/** Why a place is not known better, and what to do. */
export const reasons = {
  server:
    'The dev server that made this code is not connected, so its lines cannot be told. Start it with the plugin of Footlight.',
  file: 'No file of the project fits this path. Start Footlight in the folder that holds it.',
  several: 'Several files of the project fit this path.',
  size: 'The file is larger than 10 MB.',
  rebuilt: 'The script was built anew since, and its map with it.',
  unmapped: 'The source map says nothing about this position.',
  debugId: 'No build folder holds a map with this debug id. Build with source maps.',
} as const

export function toMapReason(path: string, why: string): string {
  return `The source map ${path} cannot be used: ${why}.`
}

const SEARCHED_LIMIT = 10

/** The first reason is the nearest to the goal: the ways are tried in the order of what they tell. */
export function toMissing(
  debugId: string | undefined,
  searched: readonly string[],
  found: readonly string[],
): MissingSource | undefined {
  const reason = found[0]
  if (reason === undefined) return undefined
  return { debugId, searched: [...new Set(searched)].slice(0, SEARCHED_LIMIT), reason }
}
