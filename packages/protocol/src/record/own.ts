import type { JsonObject } from '../json.ts'
import type { Level, LogLevel } from '../level.ts'
import type { Attributes, RecordBase } from './base.ts'

export interface EditRecord extends RecordBase<'edit'> {
  /** Relative to the project's root, with forward slashes. */
  readonly file: string
  readonly change: 'create' | 'update' | 'delete'
  readonly hunks: readonly Hunk[]
  /** What the dev server did with it. */
  readonly effect: 'hot-update' | 'full-reload' | 'none' | undefined
}

/** Changed lines with those around them; each line begins with ` `, `-` or `+`. */
export interface Hunk {
  readonly oldStart: number
  readonly newStart: number
  readonly lines: readonly string[]
}

/** One start of a dev server or of `footlight run`. */
export interface RunRecord extends RecordBase<'run'> {
  readonly id: string
  readonly command: string
  readonly directory: string
  readonly pid: number | undefined
  readonly commit: string | undefined
  readonly branch: string | undefined
  readonly isDirty: boolean | undefined
  readonly endTime: number | undefined
  readonly exitCode: number | undefined
}

/** One load of a page, or one soft navigation in it, as the browser measured it. */
export interface PageLoadRecord extends RecordBase<'page_load'> {
  readonly id: string
  readonly tabId: string
  readonly url: string
  readonly navigation: 'load' | 'reload' | 'back-forward' | 'soft' | 'prerender'
  readonly traceId: string | undefined
  readonly duration: number | undefined
  readonly vitals: readonly Vital[]
  readonly entries: readonly PageEntry[]
}

export interface Vital {
  readonly name: 'lcp' | 'inp' | 'cls' | 'fcp' | 'ttfb'
  readonly value: number
  /** What it was measured on: the LCP element, what shifted, the handler. */
  readonly target: string | undefined
}

/** A performance entry of the page: a resource, a paint, a long frame. */
export interface PageEntry {
  readonly type: string
  readonly name: string
  readonly time: number
  readonly duration: number
  readonly attributes: Attributes
}

export interface BuildErrorRecord extends RecordBase<'build_error'> {
  readonly message: string
  readonly file: string | undefined
  readonly line: number | undefined
  readonly column: number | undefined
  readonly codeFrame: string | undefined
  readonly plugin: string | undefined
  readonly stack: string | undefined
  /** The dev server, the browser's module loading, or rendering on the server. */
  readonly origin: string
}

/** A line a process printed. */
export interface OutputRecord extends RecordBase<'output'> {
  readonly stream: 'stdout' | 'stderr'
  readonly line: string
  readonly level: LogLevel
  readonly pid: number | undefined
  readonly traceId: string | undefined
  readonly attributes: Attributes
}

/** What the guard kept from, or let through to, a production project. */
export interface LedgerRecord extends RecordBase<'ledger'> {
  readonly host: string
  readonly policy: 'keep' | 'mirror' | 'off'
  readonly keptBytes: number
  readonly sentBytes: number
  readonly quantities: readonly { readonly category: string; readonly quantity: number }[]
}

/** What a detector found. */
export interface FindingRecord extends RecordBase<'finding'> {
  readonly id: string
  readonly detector: string
  readonly title: string
  readonly level: Level
  readonly fingerprint: string
  readonly traceId: string | undefined
  readonly spanIds: readonly string[]
  readonly evidence: JsonObject
}
