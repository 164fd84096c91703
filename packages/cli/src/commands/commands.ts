import type { Command } from 'commander'
import type { Terminal } from '../terminal/terminal.ts'
import { addClearCommand } from './clear.ts'
import { addCompletionCommand } from './completion.ts'
import { addDoctorCommand } from './doctor.ts'
import { addExpectCommand } from './expect.ts'
import { addExportCommand } from './export.ts'
import { addImportCommand } from './import.ts'
import { addInitCommand } from './init.ts'
import { addIssueCommand } from './issue.ts'
import { addIssuesCommand } from './issues.ts'
import { addLogsCommand } from './logs.ts'
import { addMcpCommand } from './mcp.ts'
import { addOpenCommand } from './open.ts'
import { addQuotaCommand } from './quota.ts'
import { addRunCommand } from './run.ts'
import { addSqlCommand } from './sql.ts'
import { addStatsCommand } from './stats.ts'
import { addStatusCommand } from './status.ts'
import { addTailCommand } from './tail.ts'
import { addTokenCommand } from './token.ts'
import { addTraceCommand } from './trace.ts'
import { addTracesCommand } from './traces.ts'
import { addWaitCommand } from './wait.ts'

/** What starts an app, then everything that reads what was taken in, in the order of the help. */
export const addCommands: readonly ((program: Command, terminal: Terminal) => void)[] = [
  addRunCommand,
  addTailCommand,
  addIssuesCommand,
  addIssueCommand,
  addTracesCommand,
  addTraceCommand,
  addLogsCommand,
  addStatsCommand,
  addSqlCommand,
  addQuotaCommand,
  addWaitCommand,
  addExpectCommand,
  addStatusCommand,
  addOpenCommand,
  addExportCommand,
  addImportCommand,
  addClearCommand,
  addTokenCommand,
  addMcpCommand,
  addInitCommand,
  addDoctorCommand,
  addCompletionCommand,
]
