import type { Tool } from './tool.ts'
import { aggregate } from './tools/aggregate.ts'
import { clear } from './tools/clear.ts'
import { getEvent } from './tools/get-event.ts'
import { getIssue } from './tools/get-issue.ts'
import { getMetrics } from './tools/get-metrics.ts'
import { getSource } from './tools/get-source.ts'
import { getTrace } from './tools/get-trace.ts'
import { attributeCatalogue } from './tools/list-attributes.ts'
import { listEdits } from './tools/list-edits.ts'
import { listFindings } from './tools/list-findings.ts'
import { overview } from './tools/overview.ts'
import { querySql } from './tools/query-sql.ts'
import { searchIssues } from './tools/search-issues.ts'
import { searchLogs } from './tools/search-logs.ts'
import { searchSpans } from './tools/search-spans.ts'
import { searchTraces } from './tools/search-traces.ts'
import { show } from './tools/show.ts'
import { verifyFix } from './tools/verify-fix.ts'
import { waitFor } from './tools/wait-for.ts'

/** In the order in which an agent is likely to need them. */
export const tools: readonly Tool[] = [
  overview,
  searchIssues,
  getIssue,
  getEvent,
  searchTraces,
  getTrace,
  searchSpans,
  aggregate,
  searchLogs,
  getMetrics,
  getSource,
  listFindings,
  listEdits,
  attributeCatalogue,
  waitFor,
  verifyFix,
  querySql,
  show,
  clear,
]
