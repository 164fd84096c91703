import type { Command } from 'commander'
import { toVisibleText } from 'protocol'
import { exitCodes } from '../exit-code.ts'
import { toJsonLine } from '../print/json-line.ts'
import { findProject } from '../reach/project-folder.ts'
import type { ProjectFlags } from '../reach/project-folder.ts'
import { openReach } from '../reach/reach.ts'
import { runProgram } from '../reach/run-command.ts'
import { findRunningSidecar } from '../reach/running-sidecar.ts'
import {
  checkArrivals,
  checkFolder,
  checkNode,
  checkSidecar,
  checkSources,
} from '../setup/health-checks.ts'
import type { HealthCheck } from '../setup/health-checks.ts'
import { readProjectFacts } from '../setup/project-facts.ts'
import type { ProjectFacts } from '../setup/project-facts.ts'
import { checkSilence } from '../setup/silent-sdk.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface DoctorFlags extends ProjectFlags {
  readonly json?: boolean
}

const marks = { good: '✓', warning: '!', bad: '✗' } as const

export function addDoctorCommand(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .description(
      'why does nothing arrive? Looks at everything that has to be right; exit code 1 when something is not',
    )
    .option('--json', 'one JSON object a line')
    .option('--root <folder>', 'the project')
    .option('--data <folder>', 'where everything is kept')
    .action((flags: DoctorFlags) =>
      runProgram(terminal, async () => {
        const checks = await readChecks(flags)
        for (const check of checks) print(check, flags, terminal)
        return checks.some(({ state }) => state === 'bad') ? exitCodes.unmet : exitCodes.done
      }),
    )
}

async function readChecks(flags: DoctorFlags): Promise<readonly HealthCheck[]> {
  const project = findProject(flags)
  const facts = readProjectFacts(project.root)
  const isRunning = (await findRunningSidecar(project.data)) !== undefined
  const arrivals = isRunning ? await readArrivals(flags, facts) : []
  return [
    checkNode(process.version),
    checkFolder(project),
    await checkSidecar(project),
    ...checkSources(facts),
    ...arrivals,
  ]
}

async function readArrivals(
  flags: DoctorFlags,
  { sdks }: ProjectFacts,
): Promise<readonly HealthCheck[]> {
  const reach = await openReach(flags, { isListening: false })
  try {
    return [...(await checkArrivals(reach.asker)), ...(await checkSilence(reach.asker, sdks))]
  } finally {
    await reach.close()
  }
}

function print(check: HealthCheck, { json }: DoctorFlags, terminal: Terminal): void {
  if (json === true) {
    terminal.print(toJsonLine(check))
    return
  }
  const { state, text, fix } = check
  const { good, warning, bad, dim } = terminal.styles
  const style = { good, warning, bad }[state]
  terminal.print(`${style(marks[state])} ${toVisibleText(text)}`)
  if (fix !== undefined) terminal.print(dim(`  ${toVisibleText(fix)}`))
}
