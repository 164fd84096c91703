import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { CommandFailure, exitCodes } from '../exit-code.ts'
import { runProgram } from '../reach/run-command.ts'
import { agentSetups, toMergedFile, toSnippet } from '../setup/agent-setups.ts'
import type { AgentSetup } from '../setup/agent-setups.ts'
import { readProjectFacts } from '../setup/project-facts.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface InitFlags {
  readonly root?: string
  readonly agent?: readonly string[]
  readonly dryRun?: boolean
}

export function addInitCommand(program: Command, terminal: Terminal): void {
  program
    .command('init')
    .description('tell the coding agents of this project of Footlight, and you what is left to do')
    .option(
      '--agent <name...>',
      `${agentSetups.map(({ name }) => name).join(', ')}, all or none (default: those that are used here)`,
    )
    .option('--dry-run', 'write nothing: say what would be written')
    .option('--root <folder>', 'the project (default: this folder)')
    .action((flags: InitFlags) =>
      runProgram(terminal, () => {
        const root = resolve(flags.root ?? '.')
        tellPlugin(root, terminal)
        for (const setup of chooseSetups(root, flags.agent)) setUp(setup, root, flags, terminal)
        return Promise.resolve(exitCodes.done)
      }),
    )
}

/** Code is not ours to write: the line to paste is. */
function tellPlugin(root: string, { print, styles }: Terminal): void {
  const { vite, dependencies, hasManifest } = readProjectFacts(root)
  if (!hasManifest)
    print('There is no package.json here: for a backend without one, run `footlight` beside it.')
  else if (!('footlight' in dependencies))
    print(`Install it:  ${styles.accent('npm install --save-dev footlight')}`)
  if (vite?.hasPlugin === true) print(styles.good(`${vite.file} has the plugin.`))
  else if (vite !== undefined) {
    print(`Add the plugin to ${vite.file}:`)
    print(styles.accent("  import { footlight } from 'footlight/vite'"))
    print(styles.accent('  plugins: [footlight()]'))
  } else if (hasManifest) {
    print(
      `Without Vite:  ${styles.accent('npx footlight')}, and SENTRY_SPOTLIGHT or OTEL_EXPORTER_OTLP_ENDPOINT as it prints them.`,
    )
  }
}

function chooseSetups(root: string, names: readonly string[] | undefined): readonly AgentSetup[] {
  if (names === undefined) {
    return agentSetups.filter(({ signs }) => signs.some((sign) => existsSync(join(root, sign))))
  }
  if (names.includes('none')) return []
  if (names.includes('all')) return agentSetups
  return names.map((name) => {
    const setup = agentSetups.find((known) => known.name === name)
    if (setup !== undefined) return setup
    const known = agentSetups.map((each) => each.name).join(', ')
    throw new CommandFailure(
      exitCodes.usage,
      `--agent ${name}: no agent is known by that name.`,
      `There are ${known}.`,
    )
  })
}

function setUp(setup: AgentSetup, root: string, { dryRun }: InitFlags, terminal: Terminal): void {
  const { print, styles } = terminal
  const show = (why: string): void => {
    print(`${setup.title}: ${why} ${setup.file}:`)
    for (const line of toSnippet(setup).split('\n')) print(styles.accent(`  ${line}`))
  }
  if (setup.isShownOnly === true) {
    show('put this into')
    return
  }
  const path = join(root, setup.file)
  const merged = toMergedFile(existsSync(path) ? readFileSync(path, 'utf8') : undefined, setup)
  switch (merged.type) {
    case 'there':
      print(styles.good(`${setup.title}: ${setup.file} has it.`))
      break
    case 'unreadable':
      show('it has more in it than we dare to write, so put this into')
      break
    case 'written':
      if (dryRun === true) {
        print(`${setup.title}: would write ${setup.file}.`)
        break
      }
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, merged.text)
      print(styles.good(`${setup.title}: wrote ${setup.file}.`))
  }
}
