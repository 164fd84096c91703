import type { JsonObject } from '../json.ts'

export interface Frame {
  readonly function: string | undefined
  readonly module: string | undefined
  readonly filename: string | undefined
  readonly absPath: string | undefined
  readonly package: string | undefined
  /** From 1; 0 where an SDK says so. */
  readonly line: number | undefined
  readonly column: number | undefined
  readonly inApp: boolean | undefined
  readonly context: SourceLines | undefined
  readonly vars: JsonObject | undefined
  readonly platform: string | undefined
  /** Hex, of native frames. */
  readonly instruction: string | undefined
  readonly symbol: string | undefined
  readonly image: string | undefined
}

/** The failing line and those around it, as the SDK sent them. */
export interface SourceLines {
  readonly before: readonly string[]
  readonly line: string
  readonly after: readonly string[]
}

/** What a frame's address or file belongs to: a source map by debug id, or a native binary. */
export interface DebugImage {
  readonly type: string
  readonly debugId: string | undefined
  readonly codeId: string | undefined
  readonly codeFile: string | undefined
  readonly debugFile: string | undefined
  readonly address: string | undefined
  readonly size: number | undefined
  readonly arch: string | undefined
}
