import type { JsonObject } from '../json.ts'
import type { RecordBase } from './base.ts'

/** What a browser reports by itself: CSP and other policies, network errors, deprecations. */
export interface ReportRecord extends RecordBase<'report'> {
  /** `csp`, `hpkp`, `expect-ct`, `expect-staple`, `nel`, `deprecation`, … */
  readonly reportType: string
  readonly title: string
  readonly url: string | undefined
  readonly userAgent: string | undefined
  readonly body: JsonObject
}
