import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { InitFlags } from '../init/init-run.ts'
import { runProgram } from '../reach/run-command.ts'
import { agentSetups } from '../setup/agent-setups.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface InitOptions extends InitFlags {
  readonly root?: string
  readonly undo?: boolean
}

export function addInitCommand(program: Command, terminal: Terminal): void {
  program
    .command('init')
    .description(
      'set a project up: finds what it is made of, shows what it would change, and changes it when told to',
    )
    .option(
      '--agent <name...>',
      `${agentSetups.map(({ name }) => name).join(', ')}, all or none (default: those that are used here)`,
    )
    .option('--dry-run', 'write nothing: show what would be written')
    .option('--install', 'install the package too, with the package manager of the project')
    .option('--root <folder>', 'the project (default: this folder)')
    .option('--undo', 'take back what it wrote, and nothing else')
    .option('-y, --yes', 'do not ask')
    .action(({ root = '.', undo, ...flags }: InitOptions) =>
      runProgram(terminal, async () => {
        if (undo === true) {
          const { undoInit } = await import('../init/undo-run.ts')
          return undoInit(resolve(root), flags, terminal)
        }
        const { runInit } = await import('../init/init-run.ts')
        return runInit(resolve(root), flags, terminal)
      }),
    )
}
