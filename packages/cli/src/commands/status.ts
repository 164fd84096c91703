import type { Command } from 'commander'
import { toQuotaText, toVisibleText } from 'protocol'
import { exitCodes } from '../exit-code.ts'
import { toJsonLine } from '../print/json-line.ts'
import { readAnswer } from '../reach/answer.ts'
import { findProject } from '../reach/project-folder.ts'
import { addReachOptions, openReach } from '../reach/reach.ts'
import type { ReachFlags } from '../reach/reach.ts'
import { runProgram } from '../reach/run-command.ts'
import { findRunningSidecar } from '../reach/running-sidecar.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { toShortAge } from '../terminal/time-text.ts'

interface StatusFlags extends ReachFlags {
  readonly json?: boolean
}

export function addStatusCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('status')
    .description(
      'what runs, what it has taken in and what it could not; exit code 1 when nothing runs',
    )
    .option('--json', 'as one JSON object')
  addReachOptions(command).action((flags: StatusFlags) =>
    runProgram(terminal, async () => {
      const project = findProject(flags)
      const url = flags.url ?? process.env['FOOTLIGHT_URL']
      if (url === undefined && (await findRunningSidecar(project.data)) === undefined) {
        const facts = { running: false, root: project.root, data: project.data }
        terminal.print(
          flags.json === true ? toJsonLine(facts) : `No sidecar runs for ${project.root}.`,
        )
        if (flags.json !== true) terminal.complain('Start it with `footlight`.')
        return exitCodes.unmet
      }
      const reach = await openReach(flags, { isListening: false })
      const health = await readAnswer(reach.asker, 'health')
      const quota = await readAnswer(reach.asker, 'quota')
      await reach.close()
      if (flags.json === true) {
        terminal.print(toJsonLine({ running: true, url: reach.address.url, ...health }))
        return exitCodes.done
      }
      const { styles } = terminal
      const { version, pid, root, startedAt, counts, bytes, backlog, lost, notices } = health
      const told = Object.entries(counts).filter(([, count]) => count > 0)
      const lines: readonly (readonly [string, string])[] = [
        ['version', version],
        ['process', `${pid}, since ${toShortAge(Date.now() - startedAt)}`],
        ['project', toVisibleText(root)],
        ['kept in', toVisibleText(reach.project.data)],
        ['size', `${(bytes / 1_048_576).toFixed(1)} MB`],
        ['taken in', told.map(([name, count]) => `${count} ${name}`).join(', ') || 'nothing yet'],
        ...(quota.today.length > 0
          ? [['kept', `from production today: ${toVisibleText(toQuotaText(quota.today))}`] as const]
          : []),
        ...(backlog > 0 ? [['waiting', `${backlog} arrivals`] as const] : []),
        ...lost
          .slice(0, 10)
          .map(
            ({ by, quantity, category, reason }) =>
              ['not here', toVisibleText(`${quantity} ${category} (${by}: ${reason})`)] as const,
          ),
      ]
      terminal.print(`Footlight listens on ${styles.accent(reach.address.url)}`)
      for (const [name, text] of lines) terminal.print(`  ${styles.dim(name.padEnd(9))} ${text}`)
      for (const { text, fix } of notices) {
        terminal.print(styles.warning(toVisibleText(fix === undefined ? text : `${text} ${fix}`)))
      }
      return exitCodes.done
    }),
  )
}
