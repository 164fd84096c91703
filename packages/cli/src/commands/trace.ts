import type { Command } from 'commander'
import { exitCodes } from '../exit-code.ts'
import { traceList } from '../list/trace-list.ts'
import { addFormatOptions, toFormat } from '../print/format.ts'
import type { FormatFlags } from '../print/format.ts'
import { toJsonLine } from '../print/json-line.ts'
import { toLogfmtLine } from '../print/logfmt.ts'
import type { TraceReportView } from '../print/trace-report.ts'
import { readAnswer } from '../reach/answer.ts'
import { addReachOptions } from '../reach/reach.ts'
import type { ReachFlags } from '../reach/reach.ts'
import { runReading } from '../reach/run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { toFenced } from 'protocol'
import { createTerminal } from '../terminal/terminal.ts'

interface TraceFlags extends ReachFlags, FormatFlags {
  readonly critical?: boolean
  readonly slowest?: boolean
}

/** Rows on a screen; in a pipe there is room for more. */
const ROWS = 60
const PIPE_ROWS = 1000

export function addTraceCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('trace')
    .argument('<id>', 'as `footlight traces` shows it')
    .description('the tree of a trace, with bars')
    .option('--critical', 'what it waited for, in order of time')
    .option('--slowest', 'where the time went: most own time first')
  addReachOptions(addFormatOptions(command)).action((id: string, flags: TraceFlags) =>
    runReading(terminal, flags, async ({ asker }) => {
      const [trace, { toTraceReport }] = await Promise.all([
        readAnswer(asker, 'traces/:traceId', { traceId: id }),
        // With it comes everything that agents are served with: half of the start of a command.
        import('../print/trace-report.ts'),
      ])
      const view = toView(flags)
      const rows = terminal.isInteractive ? ROWS : PIPE_ROWS
      switch (toFormat(flags)) {
        case 'json':
          terminal.print(toJsonLine(trace))
          break
        case 'logfmt':
          terminal.print(toLogfmtLine(traceList.fields(trace)))
          break
        case 'md': {
          const lines = toTraceReport(trace, plainTerminal, { view, rows: ROWS })
          terminal.print(toFenced(lines.join('\n'), 'text', 20_000))
          break
        }
        case 'human':
          for (const line of toTraceReport(trace, terminal, { view, rows })) terminal.print(line)
      }
      return exitCodes.done
    }),
  )
}

const plainTerminal = createTerminal({ write: () => undefined }, { write: () => undefined }, {})

function toView({ critical, slowest }: TraceFlags): TraceReportView {
  if (critical === true) return 'critical'
  return slowest === true ? 'slowest' : 'outline'
}
