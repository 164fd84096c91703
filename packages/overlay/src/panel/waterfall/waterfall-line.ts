import type { GlyphName } from '../component/level-glyph.tsx'
import type { SpanTone } from '../span/span-tone.ts'

/** What every row of a waterfall is known by. */
export interface WaterfallRow {
  readonly key: string
  readonly depth: number
  /** `undefined`: there is nothing to open. */
  readonly isOpen?: boolean | undefined
}

/** A row as it is drawn. Times are those of the window. */
export interface WaterfallLine {
  readonly tone: SpanTone | 'error'
  /** In place of the colour: this is a moment, and how bad it was. */
  readonly glyph?: GlyphName
  /** How many are in one. */
  readonly count?: number
  /** What kind of error: before the name, in its colour. */
  readonly lead?: string
  readonly name: string
  /** The name in full. */
  readonly title?: string
  /** What stands behind it, quieter. */
  readonly detail?: string
  readonly note?: { readonly text: string; readonly tone: 'error' | 'warning' }
  readonly isFound?: boolean
  readonly duration?: number
  readonly bar?: WaterfallBar
  /** When the moment was. */
  readonly moment?: number
}

export interface WaterfallBar {
  readonly start: number
  readonly end: number
  readonly kind: 'solid' | 'hollow' | 'fold' | 'failed' | 'gap'
  /** Said beside it where there is room. */
  readonly label?: string
  /** Parts of it that everything waited for. */
  readonly waits?: readonly (readonly [from: number, to: number])[]
}
