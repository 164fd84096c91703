#!/usr/bin/env node
import { Command } from 'commander'
import packageJson from '../package.json' with { type: 'json' }
import { addCommands } from './commands/commands.ts'
import { exitCodes } from './exit-code.ts'
import type { ServeFlags } from './serve.ts'
import { createTerminal, endQuietlyOnBrokenPipe } from './terminal/terminal.ts'
import { toUnknownCommand } from './unknown-command.ts'

for (const stream of [process.stdout, process.stderr]) endQuietlyOnBrokenPipe(stream)
const terminal = createTerminal(process.stdout, process.stderr, process.env)

const program = new Command('footlight')
  .description('See what your app just did, while you build it. Nothing leaves your machine.')
  .version(packageJson.version)
  // `footlight run vite --port 3000`: what comes after the command is the command's.
  .enablePositionalOptions()
  .showHelpAfterError('Run `footlight --help` for what there is.')
  // Set before the commands are made: they take it over.
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.usage))

program
  .command('serve', { isDefault: true })
  .description('take in what SDKs send, keep it and answer for it')
  .option('--port <port>', 'where to listen; 0 takes a free port (default: 8969)')
  .option('--host <address>', 'listen beyond this machine as well')
  .option('--bridge <address...>', "where containers may send (default: Docker's bridge)")
  .option('--root <folder>', 'the project (default: this folder)')
  .option('--data <folder>', 'where everything is kept (default: with the state of your programs)')
  .option('--max-size <size>', 'how much is kept before the oldest goes (default: 512mb)')
  .option('--allow-host <name...>', 'names beside localhost that it may be called')
  .option('--allow-origin <origin...>', 'pages beside local ones that may send')
  .option('--source-folder <folder...>', 'folders beside the project whose files may be shown')
  .option('--editor <command>', 'what opens files (default: LAUNCH_EDITOR, or one that runs)')
  .option('--until-idle', 'end when nobody has been connected for 30 seconds')
  .option('--json', 'first print one line of JSON that says where it listens')
  .allowExcessArguments()
  .action(async (flags: ServeFlags, { args }: Command) => {
    const [word] = args
    if (word === undefined) process.exitCode = await runServe(flags)
    else {
      for (const line of toUnknownCommand(word, program.commands)) terminal.complain(line)
      process.exitCode = exitCodes.usage
    }
  })

program
  .command('read')
  .argument('<file>', 'an envelope as an SDK sent it, plain or gzip')
  .option('--json', 'one JSON object a line')
  .description('print the records an envelope file holds, and what is wrong with it')
  .action(async (file: string, options: { readonly json?: boolean }) => {
    const { printFile } = await import('./print-file.ts')
    process.exitCode = await printFile(file, { isJson: options.json === true, ...terminal })
  })

for (const addCommand of addCommands) addCommand(program, terminal)

async function runServe(flags: ServeFlags): Promise<number> {
  try {
    const { serve } = await import('./serve.ts')
    return await serve(flags, terminal)
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    if (flags.json === true) terminal.print(JSON.stringify({ name: 'footlight', failure }))
    terminal.complain(failure)
    return exitCodes.unreachable
  }
}

await program.parseAsync()
