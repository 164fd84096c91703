import type { Command } from 'commander'
import { toCategoryWords, toQuotaSums, toQuotaText, toServiceQuotas, toVisibleText } from 'protocol'
import type { QuotaHost, QuotaSum, ServiceQuota } from 'protocol'
import { exitCodes } from '../exit-code.ts'
import { toJsonLine } from '../print/json-line.ts'
import { readAnswer } from '../reach/answer.ts'
import { addReachOptions } from '../reach/reach.ts'
import type { ReachFlags } from '../reach/reach.ts'
import { runReading } from '../reach/run-command.ts'
import { toTableLines } from '../terminal/table.ts'
import type { TableColumn } from '../terminal/table.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface QuotaFlags extends ReachFlags {
  readonly json?: boolean
}

export function addQuotaCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('quota')
    .description('what production did not get, as Sentry counts it, and the proof of it')
    .option('--json', 'as one JSON object')
  addReachOptions(command).action((flags: QuotaFlags) =>
    runReading(terminal, flags, async ({ asker }) => {
      const answer = await readAnswer(asker, 'quota')
      if (flags.json === true) {
        terminal.print(toJsonLine({ ...answer, sums: toQuotaSums(answer) }))
        return exitCodes.done
      }
      if (answer.hosts.length === 0) {
        terminal.print('Nothing was on its way to production.')
        return exitCodes.done
      }
      for (const line of [
        ...toTableLines(toQuotaSums(answer), sumColumns, terminal),
        '',
        ...toTableLines(toServiceQuotas(answer), serviceColumns, terminal),
        '',
        ...toTableLines(answer.hosts, hostColumns, terminal),
      ]) {
        terminal.print(line)
      }
      return exitCodes.done
    }),
  )
}

const toCount = (count: number): string => count.toLocaleString('en')

const sumColumns: readonly TableColumn<QuotaSum>[] = [
  { title: 'KEPT', text: ({ category }) => toVisibleText(toCategoryWords(category)) },
  { title: 'TODAY', isRight: true, text: ({ today }) => toCount(today) },
  { title: 'IN ALL', isRight: true, text: ({ total }) => toCount(total) },
  {
    title: "TODAY OF A DEVELOPER PLAN'S MONTH",
    isRight: true,
    dropsAt: 1,
    text: ({ planShare }) =>
      planShare === undefined ? '' : `${Number((planShare * 100).toPrecision(2))} %`,
  },
]

const serviceColumns: readonly TableColumn<ServiceQuota>[] = [
  { title: 'SERVICE', text: ({ service }) => toVisibleText(service) },
  { title: 'TODAY', isFlexible: true, text: ({ today }) => toVisibleText(toQuotaText(today)) },
  { title: 'IN ALL', isFlexible: true, text: ({ total }) => toVisibleText(toQuotaText(total)) },
]

const hostColumns: readonly TableColumn<QuotaHost>[] = [
  { title: 'HOST', isFlexible: true, text: ({ host }) => toVisibleText(host) },
  { title: 'POLICY', text: ({ policy }) => toVisibleText(policy) },
  { title: 'REQUESTS', isRight: true, text: ({ requests }) => toCount(requests) },
  { title: 'BYTES KEPT', isRight: true, text: ({ keptBytes }) => toCount(keptBytes) },
  { title: 'BYTES LEFT', isRight: true, text: ({ sentBytes }) => toCount(sentBytes) },
]
