import { Argument } from 'commander'
import type { Command } from 'commander'
import { shells, toCompletionScript } from '../setup/completion-script.ts'
import type { Shell } from '../setup/completion-script.ts'
import type { Terminal } from '../terminal/terminal.ts'

export function addCompletionCommand(program: Command, terminal: Terminal): void {
  program
    .command('completion')
    .addArgument(new Argument('<shell>').choices(shells))
    .description(
      'print what a shell reads to complete commands: eval "$(footlight completion bash)"',
    )
    .action((shell: Shell) => {
      const commands = program.commands.map((command) => ({
        name: command.name(),
        description: command.description().split(/[;:]/)[0] ?? '',
        options: command.options.flatMap(({ long }) =>
          long === undefined || long === null ? [] : [long],
        ),
      }))
      terminal.print(toCompletionScript(shell, commands))
    })
}
