import type { SourceFrame } from 'protocol'
import type { Excerpt } from './source-text.ts'

/** A frame at its place, its lines not yet coloured. */
export interface ResolvedFrame extends Omit<SourceFrame, 'excerpt' | 'function'> {
  /** The identifier at that place before it was minified. */
  readonly name: string | undefined
  readonly excerpt: Excerpt | undefined
}
