import type { AskedFrame, SourceExcerpt, SourcesAnswer } from 'protocol'
import { toFunctionNames } from './function-names.ts'
import { toPlainLines } from './highlighter.ts'
import type { Highlighter, TokenLines } from './highlighter.ts'
import type { ResolvedFrame } from './resolved-frame.ts'
import type { Excerpt } from './source-text.ts'

/** A stack whose places are known. */
export interface ResolvedStack {
  readonly frames: readonly AskedFrame[]
  readonly places: readonly ResolvedFrame[]
  readonly omitted: number
}

export type ColouredExcerpts = ReadonlyMap<Excerpt, TokenLines>

/** What is not coloured yet is plain. */
export function toSourcesAnswer(
  { frames, places, omitted }: ResolvedStack,
  coloured: ColouredExcerpts,
): SourcesAnswer {
  const names = toFunctionNames(frames, places)
  return {
    frames: places.map(({ name: _called, excerpt, ...place }, index) => ({
      ...place,
      function: names[index],
      excerpt: excerpt && toSourceExcerpt(excerpt, coloured.get(excerpt)),
    })),
    omitted,
  }
}

function toSourceExcerpt(excerpt: Excerpt, lines: TokenLines | undefined): SourceExcerpt {
  return { ...excerpt, lines: lines ?? toPlainLines(excerpt.lines) }
}

/** In ms. A stack of twenty languages is not worth waiting for. */
const COLOURING_LIMIT = 2000

/** From the failing frame outwards, until time is up. */
export async function colourExcerpts(
  places: readonly ResolvedFrame[],
  highlighter: Highlighter,
  now: () => number,
): Promise<ColouredExcerpts> {
  const coloured = new Map<Excerpt, TokenLines>()
  const end = now() + COLOURING_LIMIT
  for (const { excerpt, file, source } of places.toReversed()) {
    if (!excerpt || coloured.has(excerpt)) continue
    if (now() > end) break
    // One after the other: they share one thread.
    // oxlint-disable-next-line no-await-in-loop
    coloured.set(excerpt, await highlighter.highlight(excerpt.lines, file ?? source ?? ''))
  }
  return coloured
}
