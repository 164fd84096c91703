/** Where the frames of a stack were written, in the order they were asked in. */
export interface SourcesAnswer {
  readonly frames: readonly SourceFrame[]
  /** Frames at the outer end of a very deep stack that were left out. */
  readonly omitted: number
}

/** A frame at its place in the source as a person wrote it. */
export interface SourceFrame {
  /** Absolute; only a file that may be shown and opened in the editor. */
  readonly file: string | undefined
  /** What to call it: the path from its root, or the name that the map or the frame gives. */
  readonly source: string | undefined
  /** From 1; none where only a line of generated code is known. */
  readonly line: number | undefined
  /** From 1. */
  readonly column: number | undefined
  /** As it was named before it was minified, where that is known. */
  readonly function: string | undefined
  /** The project's own code, and not what a package manager put there. */
  readonly inApp: boolean
  readonly excerpt: SourceExcerpt | undefined
  readonly how: HowResolved
  /** What would have told more; absent where nothing is missing. */
  readonly missing: MissingSource | undefined
}

/**
 * Who knew the place: the dev server's plugin; a map inside the script or beside it; one with the
 * script's debug id in a build folder; the file itself. `sdk`: the lines are those the SDK sent,
 * because the file is not here or no longer says them.
 */
export type HowResolved = 'plugin' | 'inline-map' | 'map' | 'debug-id' | 'file' | 'sdk' | 'none'

/** The failing line and those around it. */
export interface SourceExcerpt {
  /** Number of the first line shown, from 1. */
  readonly first: number
  /** Each line as its pieces: joined they are its text. */
  readonly lines: readonly (readonly SourceToken[])[]
  /** Index of the failing line in `lines`. */
  readonly failing: number
  /** Characters of the failing line left out before what is shown: bundles have lines of megabytes. */
  readonly cut: number
}

/** A piece of a line and what it is. Text, never HTML. */
export type SourceToken = readonly [string, TokenClass]

/** What a theme colours alike. */
export type TokenClass =
  | 'keyword'
  | 'string'
  | 'number'
  | 'comment'
  | 'function'
  | 'type'
  | 'variable'
  | 'property'
  | 'punctuation'
  | 'plain'

export interface MissingSource {
  /** What a map of the script would have to be marked with. */
  readonly debugId: string | undefined
  /** Paths and folders, at most ten. */
  readonly searched: readonly string[]
  /** One or two sentences: what is missing and what to do. */
  readonly reason: string
}
