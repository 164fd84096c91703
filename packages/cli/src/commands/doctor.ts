import type { Command } from 'commander'
import type { Asker } from 'client'
import { toVisibleText } from 'protocol'
import packageJson from '../../package.json' with { type: 'json' }
import { CommandFailure, exitCodes } from '../exit-code.ts'
import { checkArrivals } from '../health/arrival-check.ts'
import { checkFolder } from '../health/folder-check.ts'
import { checkGuard, checkGuardWords } from '../health/guard-check.ts'
import type { HealthCheck } from '../health/health-check.ts'
import { checkNode } from '../health/node-check.ts'
import { checkPageLoads } from '../health/page-load-check.ts'
import { checkPages } from '../health/page-check.ts'
import { checkProject } from '../health/project-check.ts'
import { checkSdks } from '../health/sdk-check.ts'
import { findSdkStarts } from '../health/sdk-settings.ts'
import { checkSettings } from '../health/settings-check.ts'
import { checkSidecar } from '../health/sidecar-check.ts'
import { checkSources } from '../health/source-check.ts'
import { checkVersions, listInstalled, readPackageVersion } from '../health/version-check.ts'
import { toJsonLine } from '../print/json-line.ts'
import { findProject } from '../reach/project-folder.ts'
import type { ProjectFlags } from '../reach/project-folder.ts'
import { openReach } from '../reach/reach.ts'
import { runProgram } from '../reach/run-command.ts'
import { findRunningSidecar } from '../reach/running-sidecar.ts'
import { readDotEnv } from '../run/dot-env.ts'
import { readProjectFacts } from '../setup/project-facts.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface DoctorFlags extends ProjectFlags {
  readonly json?: boolean
}

const marks = { good: '✓', warning: '!', bad: '✗' } as const

export function addDoctorCommand(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .argument('[page]', 'the address of a page to look at (default: those of the dev servers)')
    .description(
      'why does nothing arrive? Looks at everything that has to be right; exit code 1 when something is not',
    )
    .option('--json', 'one JSON object a line')
    .option('--root <folder>', 'the project')
    .option('--data <folder>', 'where everything is kept')
    .action((page: string | undefined, flags: DoctorFlags) =>
      runProgram(terminal, async () => {
        const checks = await readChecks(page, flags)
        for (const check of checks) print(check, flags, terminal)
        return checks.some(({ state }) => state === 'bad') ? exitCodes.unmet : exitCodes.done
      }),
    )
}

async function readChecks(
  page: string | undefined,
  flags: DoctorFlags,
): Promise<readonly HealthCheck[]> {
  if (page !== undefined && !/^https?:/.test(page)) {
    const fix = 'Write it like http://localhost:5173/'
    throw new CommandFailure(exitCodes.usage, `${page} is no address of a page.`, fix)
  }
  const project = findProject(flags)
  const { root } = project
  const facts = readProjectFacts(root)
  const environment = { ...readDotEnv(root), ...process.env }
  const starts = findSdkStarts(root, environment)
  const versionOf = (name: string): string | undefined => readPackageVersion(root, name)
  const running = await findRunningSidecar(project.data)

  const ask = async (asker: Asker | undefined): Promise<readonly HealthCheck[]> => {
    const health = await asker?.ask('health')
    const known = health?.ok === true ? health.value : undefined
    const now = Date.now()
    return [
      ...checkVersions({
        command: packageJson.version,
        running: known,
        installed: listInstalled(root),
      }),
      ...checkProject(facts, versionOf('vite')),
      ...checkSettings(starts, environment),
      ...checkGuardWords(environment),
      ...(await checkPages({
        named: page,
        devServers: known?.devServers ?? [],
        hasVite: facts.vite !== undefined,
        root,
        sidecar: running?.url,
      })),
      ...(asker === undefined
        ? []
        : [
            ...(await checkPageLoads(asker, known?.devServers ?? [], now)),
            ...(await checkSdks(asker, { ...facts, versionOf, starts }, now)),
            ...(await checkGuard(asker)),
            ...(await checkSources(asker)),
            ...(await checkArrivals(asker, now)),
          ]),
    ]
  }

  const first = [
    checkNode(process.version),
    checkFolder(project),
    ...(await checkSidecar(project, running)),
  ]
  if (running === undefined) return [...first, ...(await ask(undefined))]
  const reach = await openReach(
    { ...flags, url: running.url, token: running.token },
    {
      isListening: false,
    },
  )
  try {
    return [...first, ...(await ask(reach.asker))]
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
